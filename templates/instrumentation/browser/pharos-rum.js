// Sends what real users see to the service, which counts it. Load it as a module after the `web-vitals` library
// (https://github.com/GoogleChrome/web-vitals), and name the page by its route's template:
//
//   import * as vitals from 'web-vitals';
//   import { observe } from './pharos-rum.js';
//   observe(vitals, { endpoint: '/rum', page: () => currentRoute.template });

export function observe(vitals, { endpoint, page }) {
  const send = (type, value) => {
    const body = JSON.stringify({ type, page: page(), value });
    // A beacon outlives the page; a request would be cut off when it is closed.
    if (!navigator.sendBeacon || !navigator.sendBeacon(endpoint, new Blob([body], { type: 'application/json' }))) {
      fetch(endpoint, { method: 'POST', body, keepalive: true, headers: { 'Content-Type': 'application/json' } });
    }
  };

  send('load');
  for (const name of ['LCP', 'INP', 'CLS', 'FCP', 'TTFB']) vitals[`on${name}`](({ value }) => send(name, value));
  addEventListener('error', () => send('error'));
  addEventListener('unhandledrejection', () => send('error'));
}
