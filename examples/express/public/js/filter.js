/* The pictures of one light, or all of them. */
document.addEventListener('alpine:init', () => {
  Alpine.data('gallery', () => ({
    light: '',
    status: '',

    init() {
      const asked = location.hash.slice(1);
      if (asked && this.of(asked).length > 0) this.show(asked);
    },

    show(light) {
      this.light = light;
      history.replaceState(null, '', light ? `#${light}` : location.pathname);
      this.status = `${this.of(light).length} pictures`;
    },

    of(light) {
      const all = [...this.$refs.pictures.children];
      return light ? all.filter((picture) => picture.dataset.light === light) : all;
    },

    visible(light) {
      return this.light === '' || this.light === light;
    },
  }));
});
