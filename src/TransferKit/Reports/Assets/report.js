
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

  const cell = text => /[",;\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  document.getElementById('save-tags')?.addEventListener('click', () => {
    const rows = items.map((item, place) => [item.dataset.path, split(inputs[place].value).join(';')]).filter(row => row[1]);
    const csv = ['path,tags', ...rows.map(row => row.map(cell).join(','))].join('\n') + '\n';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
    link.download = 'tags.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  inputs.forEach(input => input.addEventListener('change', update));
  filter?.addEventListener('change', () => items.forEach((item, place) => {
    item.hidden = filter.value !== '' && ![...split(item.dataset.tags), ...split(inputs[place].value)].includes(filter.value);
  }));
  document.getElementById('show-maps')?.addEventListener('change', event => document.body.classList.toggle('maps', event.target.checked));
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(element => { element.open = true; }));
})();
