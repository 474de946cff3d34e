"""Plays faults and holds what follows against what is expected."""

import json
import time

import diagnosis
from processes import Failure

# How long Alertmanager may take from a firing alert to its notification: group_wait, a flush, and a busy machine.
DELIVERY = 30
# Prometheus sends what fires again every minute: https://prometheus.io/docs/prometheus/latest/command-line/prometheus/, --rules.alert.resend-delay
RESENDING = 60
RECOVERY = 150
SETTLING = 8


def matches(labels, expected):
    return labels == expected.all_labels


class Play:
    """Faults that happen at the same time."""

    def __init__(self, trial, faults):
        self.trial = trial
        self.faults = faults
        self.expected = self._distinct(faults)
        # When each expected alert fired, in seconds since the fault.
        self.fired = {}
        self.first_message = len(trial.recorders.messages)

    @staticmethod
    def _distinct(faults):
        """Several faults may raise the same alert."""
        known = {}
        for fault in faults:
            for expected in fault.expected:
                known.setdefault(json.dumps(expected.all_labels, sort_keys=True), expected)
        return list(known.values())

    def run(self, waits_for_resolution=True):
        self.begin()
        self.finish(waits_for_resolution)

    def begin(self):
        self.start = time.monotonic()
        for fault in self.faults:
            fault.breaks()

    def finish(self, waits_for_resolution=True, is_alone=True):
        """While other faults come and go, it is for them to say whether anybody else was notified."""
        try:
            self.wait_until_fired()
            if not self.cuts_off_messages:
                self.wait_until_notified()
                self.check_silence()
        finally:
            self.mended = time.time()
            for fault in self.faults:
                fault.mends()
        if self.cuts_off_messages:
            self.wait_until_notified()
        if waits_for_resolution:
            self.wait_until_resolved()
        if is_alone:
            self.check_no_others()

    @property
    def cuts_off_messages(self):
        return any(fault.cuts_off_messages for fault in self.faults)

    def said(self):
        """Who fired when."""
        return "; ".join(
            f"{each.alert} {each.severity} after {seconds:.0f}s to {'nobody, inhibited' if each.is_inhibited else ', '.join(sorted(each.receivers))}"
            for each, seconds in self.fired.items())

    def wait_until_fired(self):
        waiting = list(self.expected)
        while waiting:
            alerts = self.trial.prometheus.alerts()
            elapsed = time.monotonic() - self.start
            for expected in list(waiting):
                same = [each for each in alerts if each["labels"]["alertname"] == expected.alert and each["state"] == "firing"
                        and each["labels"].get("severity") == expected.severity]
                if any(matches(each["labels"], expected) for each in same):
                    self.fired[expected] = elapsed
                    waiting.remove(expected)
                elif elapsed > expected.within:
                    raise Failure(diagnosis.of_silence(self.trial, expected, [each["labels"] for each in same]))
            time.sleep(0.5)

    def messages(self):
        return self.trial.recorders.messages[self.first_message:]

    def reached(self, expected, state):
        """Who got a message of the alert in this state: its severity, or `resolved`."""
        return {
            message.receiver for message in self.messages()
            if message.alert == expected.alert and message.state == state and message.owner in ("", expected.owner)}

    def wait_until_notified(self):
        deadline = time.monotonic() + DELIVERY + (RESENDING if self.cuts_off_messages else 0)
        speaking = [each for each in self.expected if not each.is_inhibited]
        while True:
            missing = {each: each.receivers - self.reached(each, each.severity) for each in speaking}
            if not any(missing.values()):
                break
            if time.monotonic() > deadline:
                expected, receivers = next((each, who) for each, who in missing.items() if who)
                raise Failure(diagnosis.of_delivery(self.trial, expected, receivers, self.reached(expected, expected.severity)))
            time.sleep(0.5)
        for message in self.messages():
            self.check_message(message)

    def check_message(self, message):
        summaries = [
            each["annotations"]["summary"] for each in self.trial.prometheus.alerts()
            if each["labels"]["alertname"] == message.alert and each["labels"].get("severity") == message.state]
        if summaries and not any(self._opening(summary) in message.text + message.title for summary in summaries):
            raise Failure(f"{message.alert}: the message to {message.receiver} has no summary of its alert: {message.title}")
        if not message.links:
            raise Failure(f"{message.alert}: the message to {message.receiver} has no link")
        for link in message.links:
            if link not in self.trial.followed:
                self.trial.followed[link] = self.trial.recorders.answers(link)
            if not self.trial.followed[link]:
                raise Failure(f"{message.alert}: the message to {message.receiver} has a link that leads nowhere: {link}")

    @staticmethod
    def _opening(summary):
        """Without the numbers, which go on changing."""
        return next((part for part in summary.split() if part.isalpha() and len(part) > 3), summary[:4])

    def check_silence(self):
        """What is inhibited is held back by Alertmanager, and was sent to nobody."""
        for expected in self.expected:
            if not expected.is_inhibited:
                continue
            state = [
                each["status"] for each in self.trial.alertmanager.alerts()
                if matches(each["labels"], expected)]
            if state and not state[0]["inhibitedBy"]:
                raise Failure(f"{expected} is not inhibited: no alert that fires holds it back, by the inhibition rules of alertmanager.yml")
            reached = self.reached(expected, expected.severity)
            if reached:
                raise Failure(f"{expected} was sent to {', '.join(sorted(reached))}, though another alert inhibits it")

    def wait_until_resolved(self):
        deadline = time.monotonic() + RECOVERY
        speaking = [each for each in self.expected if not each.is_inhibited]
        while True:
            active = [each["labels"] for each in self.trial.prometheus.alerts()]
            lasting = [each for each in self.expected if any(matches(labels, each) for labels in active)]
            unsaid = [each for each in speaking if each.receivers - self.reached(each, "resolved")]
            if not lasting and not unsaid:
                # A warning that spoke alone for a moment on the way back is taken back with the next flush.
                time.sleep(SETTLING)
                return
            if time.monotonic() > deadline:
                if lasting:
                    raise Failure(f"{lasting[0]} still fires {RECOVERY}s after its fault was mended")
                missing = unsaid[0].receivers - self.reached(unsaid[0], "resolved")
                raise Failure(f"{unsaid[0]} is over, and {', '.join(sorted(missing))} was not told")
            time.sleep(0.5)

    def check_no_others(self):
        """Nobody else was notified, and nobody of anything else. What befalls the machine that the trial runs on is no part of it."""
        allowed = {
            (receiver, each.alert, state) for each in self.trial.allowed + self.expected if not each.is_inhibited
            for receiver in each.receivers for state in (each.severity, "resolved")}
        # On its way back a value passes the range in which the warning speaks alone.
        later = {
            (receiver, each.alert, state) for each in self.expected if each.is_inhibited for receiver in each.receivers
            for state in (each.severity, "resolved")}
        for message in self.messages():
            told = (message.receiver, message.alert, message.state)
            is_allowed = told in allowed or (message.at > self.mended and told in later)
            if not is_allowed and message.owner != "node":
                raise Failure(diagnosis.of_surprise(self.trial, *told, self.expected))
