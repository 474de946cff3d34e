// Sends what real users see to the service, which counts it. The vitals are measured by the `web-vitals` library
// (https://github.com/GoogleChrome/web-vitals), load time and DOM content loaded by the browser's navigation timing
// (https://www.w3.org/TR/navigation-timing-2/), each from the start of the navigation. Name the page by its route's template, one of
// those that the service declares:
//
//   import * as vitals from 'web-vitals';
//   import { observe } from './pharos-rum.js';
//   observe(vitals, { endpoint: '/rum', page: () => currentRoute.template, sample: 0.1 });
//
// `sample` is the share of page views that report; all of them if it is not said.

export function observe(vitals, { endpoint, page, sample = 1 }) {
  if (Math.random() >= sample) return;

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

  const navigation = () => {
    const [entry] = performance.getEntriesByType('navigation');
    if (!entry) return;
    send('DCL', entry.domContentLoadedEventEnd);
    send('LOAD', entry.loadEventEnd);
  };
  // `loadEventEnd` is known once the handlers of the load event are through.
  if (document.readyState === 'complete') navigation();
  else addEventListener('load', () => setTimeout(navigation));
}
