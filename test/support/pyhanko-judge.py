"""What pyHanko says of one signed file, as one line of JSON. Nothing is fetched: trust and lists come from the command line.

python pyhanko-judge.py FILE --root ROOT.der --crl LIST.der ... [--content FILE]
"""

import argparse
import asyncio
import json
import logging
from pathlib import Path

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    StandardCMSSignatureStatus,
    async_validate_cms_signature,
    async_validate_detached_cms,
    async_validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--crl", type=Path, action="append", default=[])
    parser.add_argument("--content", type=Path)
    return parser.parse_args()


def trust(arguments):
    """For one question. "require" wants a list for every certificate; "hard-fail" only where a certificate names one."""
    return ValidationContext(
        trust_roots=[x509.Certificate.load(arguments.root.read_bytes())],
        crls=[path.read_bytes() for path in arguments.crl],
        allow_fetching=False,
        revocation_mode="require",
    )


async def judge_pdf(arguments):
    with arguments.file.open("rb") as file:
        signatures = PdfFileReader(file, strict=True).embedded_regular_signatures
        statuses = [await async_validate_pdf_signature(one, trust(arguments), trust(arguments)) for one in signatures]
    accepted = bool(statuses) and all(status.bottom_line for status in statuses)
    return {**describe(statuses[0]), "accepted": accepted, "coverage": statuses[0].coverage.name}


async def judge_cms(arguments):
    signed_data = cms.ContentInfo.load(arguments.file.read_bytes(), strict=True)["content"]
    if arguments.content:
        content = arguments.content.read_bytes()
        return describe(await async_validate_detached_cms(content, signed_data, trust(arguments), trust(arguments)))
    return describe(
        await async_validate_cms_signature(
            signed_data, status_cls=StandardCMSSignatureStatus, validation_context=trust(arguments)
        )
    )


def describe(status):
    stamp = status.timestamp_validity
    return {
        "accepted": status.bottom_line,
        "intact": status.intact,
        "valid": status.valid,
        "trusted": status.trusted,
        "revoked": status.revoked,
        "timeStamp": stamp and bool(stamp.intact and stamp.valid and stamp.trusted),
    }


async def main():
    arguments = read_arguments()
    is_pdf = b"%PDF-" in arguments.file.read_bytes()[:1024]
    try:
        verdict = await (judge_pdf(arguments) if is_pdf else judge_cms(arguments))
    except Exception as error:  # whatever stops it is a refusal, and its words say why
        verdict = {"accepted": False, "error": f"{type(error).__name__}: {error}"}
    print(json.dumps(verdict))


logging.disable(logging.CRITICAL)
asyncio.run(main())
