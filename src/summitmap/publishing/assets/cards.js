/* The cards of a crowd of events: each shelf of them is packed on its own, and unpacked when one
 * of its cards is wanted. */
SummitMap.cards = (() => {
  "use strict";

  const { events } = SummitMap.story;
  const size = Number(document.querySelector("[data-shelf]").dataset.shelf);
  const shelfOf = new Map(events.map(({ id }, number) => [id, Math.floor(number / size)]));
  const unpacked = new Map(); // by address: the cards by the ids of their events
  const coming = new Map(); // by address: when they will have been unpacked

  const addressOf = (id, language) => `#summitmap-cards-${language}-${shelfOf.get(id)}`;

  const has = (id) => shelfOf.has(id);

  /** The card in the language that is shown; `undefined` while it is packed. */
  const get = (id) => (has(id) ? unpacked.get(addressOf(id, SummitMap.language.get()))?.[id] : "");

  /** Unpack the card, in the language that is shown. */
  function fetch(id) {
    const address = addressOf(id, SummitMap.language.get());
    if (!coming.has(address)) coming.set(address, SummitMap.map.load(address).then((cards) => { unpacked.set(address, cards); }));
    return coming.get(address);
  }

  return { has, get, fetch };
})();
