export default function (config) {
  config.addPassthroughCopy({ public: '.' });
  config.addAsyncShortcode('image', async (path) => `<img src="${path}" alt="" width="30">`);
}
