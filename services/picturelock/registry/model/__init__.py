"""The registry's nouns and rules: reading scripts and bibles, planning shots, writing briefs. All pure."""
