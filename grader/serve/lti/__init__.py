"""The course as an LTI 1.3 tool: launched from Moodle, Canvas or Open edX, with scores sent back there."""
