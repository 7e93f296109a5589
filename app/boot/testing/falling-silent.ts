// Stands in for the process of the pages: ready at once, and after two signs of life it says nothing more, but lives on.
let signs = 0;
process.on('message', (message: { pages?: string }) => {
  if (message.pages === 'stop') process.exit(0);
  if (message.pages === 'pulse' && ++signs <= 2) process.send?.({ pages: 'alive' });
});
process.send?.({ pages: 'ready' });
