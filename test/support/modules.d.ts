declare module '@11ty/nunjucks' {
  import nunjucks from 'nunjucks';
  export default nunjucks;
}
