// The part of npm's `web-vitals` that this page needs, so that the example downloads nothing; take the library itself in a project.

const observe = (type, entry) =>
  new PerformanceObserver((list) => list.getEntries().forEach(entry)).observe({ type, buffered: true, durationThreshold: 16 });

// A vital is known once the page is left.
const whenLeft = (report) => addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && report(), { once: true });

export function onLCP(report) {
  let value;
  observe('largest-contentful-paint', (entry) => (value = entry.startTime));
  whenLeft(() => value !== undefined && report({ value }));
}

export function onINP(report) {
  let value;
  observe('event', (entry) => entry.interactionId && (value = Math.max(value ?? 0, entry.duration)));
  whenLeft(() => value !== undefined && report({ value }));
}

export function onCLS(report) {
  let value = 0;
  observe('layout-shift', (entry) => entry.hadRecentInput || (value += entry.value));
  whenLeft(() => report({ value }));
}

export function onFCP(report) {
  observe('paint', (entry) => entry.name === 'first-contentful-paint' && report({ value: entry.startTime }));
}

export function onTTFB(report) {
  report({ value: performance.getEntriesByType('navigation')[0].responseStart });
}
