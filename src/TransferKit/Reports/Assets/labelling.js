
(() => {
  const page = document.getElementById('labelling');
  const get = id => document.getElementById(id);
  const images = [...document.querySelectorAll('#shown img')];
  const choices = [...document.querySelectorAll('.choice')];
  const buttons = [...document.querySelectorAll('button.choice')];
  const boxes = [...document.querySelectorAll('.choice input')];
  const [name, number, next, said] = ['labeller', 'number', 'next', 'said'].map(get);
  const { run, task, cannotTell } = page.dataset;
  const place = `transferkit ${run} ${task}`;
  let state = { name: '', answers: {} };
  let current = 0;
  let since = performance.now();

  // Some browsers keep nothing for pages that are files.
  const keep = () => {
    state.name = name.value;
    try { localStorage.setItem(place, JSON.stringify(state)); } catch { said.textContent = 'This browser keeps nothing for a file: save before you close the page.'; }
  };
  try { state = { ...state, ...JSON.parse(localStorage.getItem(place)) }; } catch { /* nothing was kept */ }

  const idOf = index => images[index].dataset.image;
  const answerOf = index => state.answers[idOf(index)]?.label;
  const answered = () => images.filter((_, index) => answerOf(index) !== undefined).length;

  const show = index => {
    current = Math.max(0, Math.min(images.length - 1, index));
    images.forEach((image, other) => { image.hidden = other !== current; });
    const label = answerOf(current);
    const set = label === undefined || label === cannotTell ? [] : label.split(';');
    buttons.forEach(button => button.setAttribute('aria-pressed', String(button.value === label)));
    boxes.forEach(box => { box.checked = set.includes(box.value); });
    if (number) { number.value = label === undefined || label === cannotTell ? '' : label; number.focus({ preventScroll: true }); }
    get('cannot').setAttribute('aria-pressed', String(label === cannotTell));
    get('bar').value = answered();
    get('count').textContent = `image ${current + 1} of ${images.length}, ${answered()} answered`;
    get('back').disabled = current === 0;
    get('forth').disabled = current === images.length - 1;
    since = performance.now();
  };

  const answer = label => {
    const before = state.answers[idOf(current)]?.seconds ?? 0;
    state.answers[idOf(current)] = { label, seconds: before + (performance.now() - since) / 1000 };
    said.textContent = '';
    keep();
    if (answered() === images.length) said.textContent = 'All are answered: save the labels.';
    show(current + 1);
  };

  const take = () => {
    if (number) { if (number.value !== '' && number.checkValidity()) answer(number.value); else said.textContent = 'Write a number, or say that you cannot tell.'; }
    // A set of no label is written as the data write it.
    else answer(boxes.filter(box => box.checked).map(box => box.value).join(';') || ';');
  };

  const choose = choice => {
    const box = choice.querySelector('input');
    if (box) box.checked = !box.checked; else answer(choice.value);
  };

  const letter = key => {
    const same = choices.filter(choice => (choice.value ?? choice.querySelector('input').value).toLowerCase().startsWith(key));
    if (same.length === 1) choose(same[0]);
    else if (same.length > 1) {
      const focused = same.findIndex(choice => choice.contains(document.activeElement));
      const target = same[(focused + 1) % same.length];
      (target.querySelector('input') ?? target).focus();
    }
  };

  buttons.forEach(button => button.addEventListener('click', () => answer(button.value)));
  next?.addEventListener('click', take);
  get('cannot').addEventListener('click', () => answer(cannotTell));
  get('back').addEventListener('click', () => show(current - 1));
  get('forth').addEventListener('click', () => show(current + 1));
  name.addEventListener('change', keep);
  get('anew').addEventListener('click', () => {
    if (!confirm('Forget all answers of this page, for somebody else to begin?')) return;
    state = { name: '', answers: {} };
    name.value = '';
    keep();
    show(0);
  });
  get('save').addEventListener('click', () => {
    if (!name.value.trim()) { said.textContent = 'Write your name first, so that several people can be told apart.'; name.focus(); return; }
    const rows = images.map((_, index) => index).filter(index => answerOf(index) !== undefined)
      .map(index => [idOf(index), task, answerOf(index), name.value.trim(), state.answers[idOf(index)].seconds.toFixed(1)]);
    saveTable(`labels-${name.value.trim().replace(/[^\p{L}\p{N}]+/gu, '-')}.csv`, [page.dataset.columns.split(','), ...rows]);
    said.textContent = `${rows.length} of ${images.length} are saved.`;
  });

  document.addEventListener('keydown', event => {
    const typing = event.target === name || event.target === number;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      if (event.target === number || (boxes.length && event.target.tagName !== 'BUTTON' && event.target !== name)) { event.preventDefault(); take(); }
      return;
    }
    if (typing) return;
    if (event.key === 'ArrowLeft') show(current - 1);
    else if (event.key === 'ArrowRight') show(current + 1);
    else if (event.key === '0') answer(cannotTell);
    else if (/^[1-9]$/.test(event.key)) { const choice = choices[event.key - 1]; if (choice) choose(choice); }
    else if (event.key.length === 1 && event.key !== ' ') letter(event.key.toLowerCase());
  });

  name.value = state.name;
  const open = images.findIndex((_, index) => answerOf(index) === undefined);
  show(open < 0 ? 0 : open);
})();
