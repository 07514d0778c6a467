"""The examiner: suites, scores, reports and gates."""
