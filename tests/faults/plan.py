"""The faults of the run, and how often each is injected."""

from imgix_openapi.operations import OPERATIONS

UNDETECTABLE = ("cut end=clean", "relabel", "recode", "response status=200")
"""Faults that look like a valid response where the body is not JSON: such a file would pass for complete."""
SINGLE = [
    ("latency seconds=0.02", 0.02),
    ("stall seconds=0.6 at=before", 0.003),
    ("stall seconds=0.6 at=after", 0.003),
    ("stall seconds=0.6 at=within", 0.003),
    ("reset at=before", 0.015),
    ("reset at=after", 0.015),
    ("reset at=head", 0.01),
    ("reset at=body", 0.01),
    ("response status=429 retry_after=0", 0.01),
    ("response status=500", 0.005),
    ("response status=500 process=true", 0.005),
    ("response status=502 body=html", 0.01),
    ("response status=502 body=html process=true", 0.01),
    ("response status=503", 0.005),
    ("response status=503 retry_after=0", 0.01),
    ("response status=504 body=empty process=true", 0.005),
    ("response status=520 body=html", 0.005),
    ("response status=599 body=missing", 0.005),
    ("response status=400 body=extra", 0.003),
    ("response status=404 body=html", 0.003),
    ("response status=403 body=missing", 0.003),
    ("response status=200 body=html", 0.003),
    ("response status=200 body=error", 0.003),
    ("response status=200 body=html process=true", 0.003),
    ("cut end=close", 0.01),
    ("cut end=clean", 0.01),
    ("slow bytes=100 seconds=0.001", 0.005),
    ("relabel type=text/html", 0.005),
    ("recode actual=utf-16 declared=utf-8", 0.005),
]
RARE = [
    {"fault": "response status=429 retry_after=0 date=true", "operations": ["updateAsset"], "every": 97, "times": 2},
    {"fault": "response status=429", "operations": ["createPurge"], "every": 101, "times": 2},
    {"fault": "decompression_bomb bytes=41943040", "operations": ["getAsset"], "every": 211, "times": 2},
    {"fault": "endless bytes=41943040", "operations": ["listAssets"], "every": 61, "times": 2},
    {"fault": "cut end=close", "operations": ["reportFile"], "probability": 0.1},
    {"fault": "reset at=before", "operations": ["signedUpload"], "probability": 0.1},
    {"fault": "response status=503 retry_after=0", "operations": ["signedUpload"], "probability": 0.1},
]
PLAN = {
    "seed": 20261122,
    "rules": RARE
    + [
        {
            "fault": fault,
            "probability": share,
            "operations": list(OPERATIONS) if fault.startswith(UNDETECTABLE) else "*",
        }
        for fault, share in SINGLE
    ],
}
