#!/usr/bin/env python3
"""Usage: check_reports.py FOLDER SARIF-SCHEMA

Reads the reports `FOLDER/report.FORMAT` as those do who get them, and prints what is wrong, a line each.
"""
import json
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

import jsonschema

folder, schema = Path(sys.argv[1]), json.load(open(sys.argv[2]))
findings = json.loads((folder / "report.json").read_text())["findings"]

sarif = json.loads((folder / "report.sarif").read_text())
validator = jsonschema.validators.validator_for(schema)
for error in validator(schema).iter_errors(sarif):
    print("sarif:", error.json_path, error.message)
run = sarif["runs"][0]
rules = run["tool"]["driver"]["rules"]
for result, finding in zip(run["results"], findings):
    if rules[result["ruleIndex"]]["id"] != result["ruleId"] or result["ruleId"] != finding["rule"]:
        print("sarif: the rule of", result)
    region = result["locations"][0]["physicalLocation"]["region"]
    if (region["startLine"], region["startColumn"]) != (finding["start"]["line"], finding["start"]["column"]):
        print("sarif: the place of", result)
    if len(result.get("relatedLocations", [])) != len(finding["notes"]):
        print("sarif: the notes of", result)
prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]

issues = json.loads((folder / "report.gitlab").read_text())
for issue in issues:
    if issue["severity"] not in ("info", "minor", "major", "critical", "blocker") or not issue["location"]["lines"]["begin"]:
        print("gitlab:", issue)

errors = xml.parse(folder / "report.checkstyle").getroot().findall("file/error")
cases = xml.parse(folder / "report.junit").getroot().findall("testsuite/testcase")
commands = [line for line in (folder / "report.github").read_text().split("\n") if line.startswith("::")]

for name, found in (("sarif", run["results"]), ("gitlab", issues), ("checkstyle", errors), ("junit", cases)):
    if len(found) != len(findings):
        print(name, "has", len(found), "findings of", len(findings))
if len(set(prints)) != len(prints) or prints != [issue["fingerprint"] for issue in issues]:
    print("fingerprints are not unique, or differ between formats")
for error, finding in zip(errors, findings):
    if not error.get("message").startswith(finding["message"]):
        print("checkstyle:", error.get("message"), "is not", finding["message"])
print(len(findings), "findings,", len(commands), "commands")
