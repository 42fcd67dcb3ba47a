// What is kept from one page to the next.

const PREFIX = "panenka.";

// Where a browser refuses local storage, things last as long as the page.
const instead = new Map();

/** Texts by their keys, for the client of the service. */
export const kept = {
  get(key) {
    try {
      return localStorage.getItem(PREFIX + key) ?? instead.get(key) ?? null;
    } catch {
      return instead.get(key) ?? null;
    }
  },
  set(key, text) {
    try {
      localStorage.setItem(PREFIX + key, text);
      instead.delete(key);
    } catch {
      instead.set(key, text);
    }
  },
  delete(key) {
    instead.delete(key);
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      // Then nothing is there.
    }
  },
};

export function stored(key) {
  try {
    return JSON.parse(kept.get(key));
  } catch {
    return null;
  }
}

export const store = (key, value) => kept.set(key, JSON.stringify(value));

export function storedKeys() {
  try {
    const keys = Object.keys(localStorage).filter(key => key.startsWith(PREFIX));
    return [...keys.map(key => key.slice(PREFIX.length)), ...instead.keys()];
  } catch {
    return [...instead.keys()];
  }
}

/** Calls `changed(key)` when another tab changes something; the key is null when all is gone. */
export const watchStore = changed =>
  addEventListener("storage", ({ key }) => changed(key?.startsWith(PREFIX) ? key.slice(PREFIX.length) : key));

/** Whether this browser keeps anything from one page to the next. */
export const keepsThings = (() => {
  const probe = `${PREFIX}preferences`;
  try {
    localStorage.setItem(probe, localStorage.getItem(probe) ?? "null");
    return true;
  } catch {
    return false;
  }
})();
