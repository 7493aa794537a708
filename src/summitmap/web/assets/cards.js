/* The cards of a crowd of events in the dashboard: each comes from the server when it is wanted. */
SummitMap.cards = (() => {
  "use strict";

  const kept = new Map(); // by address: the card
  const coming = new Map(); // by address: when it will be there

  const addressOf = (id) => SummitMap.map.from.replace("told.json", `cards/${SummitMap.language.get()}/${id}.json`);

  /** Whether it is an event's id: what else can be shown has a colon in its name. */
  const has = (id) => !id.includes(":");

  /** The card in the language that is shown; `undefined` until it has come. */
  const get = (id) => (has(id) ? kept.get(addressOf(id)) : "");

  /** Bring the card, in the language that is shown. */
  function fetch(id) {
    const address = addressOf(id);
    if (!coming.has(address)) coming.set(address, SummitMap.map.load(address).then((card) => { kept.set(address, card); }));
    return coming.get(address);
  }

  return { has, get, fetch };
})();
