
(() => {
  const items = [...document.querySelectorAll('.gallery li')];
  const inputs = items.map(item => item.querySelector('.own-tags'));
  const split = text => text.split(';').map(tag => tag.trim()).filter(tag => tag);
  const count = document.getElementById('tag-count');
  const filter = document.getElementById('filter-tag');

  const update = () => {
    const tagged = inputs.filter(input => split(input.value).length > 0).length;
    if (count) count.textContent = tagged ? `${tagged} tagged` : '';
    const known = new Set([...filter?.options ?? []].map(option => option.value));
    inputs.flatMap(input => split(input.value)).forEach(tag => {
      if (!known.has(tag)) { known.add(tag); filter.add(new Option(tag)); document.getElementById('known-tags').append(new Option('', tag)); }
    });
  };

  document.getElementById('save-tags')?.addEventListener('click', () => saveTable('tags.csv', [['path', 'tags'],
    ...items.map((item, place) => [item.dataset.path, split(inputs[place].value).join(';')]).filter(row => row[1])]));

  inputs.forEach(input => input.addEventListener('change', update));
  filter?.addEventListener('change', () => items.forEach((item, place) => {
    item.hidden = filter.value !== '' && ![...split(item.dataset.tags), ...split(inputs[place].value)].includes(filter.value);
  }));
  document.getElementById('show-maps')?.addEventListener('change', event => document.body.classList.toggle('maps', event.target.checked));
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(element => { element.open = true; }));
})();
