"""Asks Debian's libmodsecurity (3.0) through its C interface. Reads one JSON document from the standard input, writes one.

{"transform": [{"type": "cmdLine", "inputs": ["<hex>", ...]}]}
    what each transformation makes of each input, in hexadecimal
{"decide": {"directives": "...", "files": [...], "rounds": 100, "requests": [{...}]}}
    for each request, whether it is blocked, and the nanoseconds of each round
"""

import ctypes
import json
import sys
import time
import urllib.parse

library = ctypes.CDLL("libmodsecurity.so.3")


class Intervention(ctypes.Structure):
    _fields_ = [
        ("status", ctypes.c_int),
        ("pause", ctypes.c_int),
        ("url", ctypes.c_void_p),
        ("log", ctypes.c_void_p),
        ("disruptive", ctypes.c_int),
    ]


POINTER, TEXT, INTEGER, SIZE = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_size_t
for name, result, arguments in [
    ("msc_init", POINTER, []),
    ("msc_create_rules_set", POINTER, []),
    ("msc_rules_add", INTEGER, [POINTER, TEXT, ctypes.POINTER(TEXT)]),
    ("msc_rules_add_file", INTEGER, [POINTER, TEXT, ctypes.POINTER(TEXT)]),
    ("msc_new_transaction", POINTER, [POINTER, POINTER, POINTER]),
    ("msc_process_connection", INTEGER, [POINTER, TEXT, INTEGER, TEXT, INTEGER]),
    ("msc_process_uri", INTEGER, [POINTER, TEXT, TEXT, TEXT]),
    ("msc_add_request_header", INTEGER, [POINTER, TEXT, TEXT]),
    ("msc_process_request_headers", INTEGER, [POINTER]),
    ("msc_append_request_body", INTEGER, [POINTER, TEXT, SIZE]),
    ("msc_process_request_body", INTEGER, [POINTER]),
    ("msc_intervention", INTEGER, [POINTER, ctypes.POINTER(Intervention)]),
    ("msc_transaction_cleanup", None, [POINTER]),
]:
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments

engine = library.msc_init()
LogCallback = ctypes.CFUNCTYPE(None, POINTER, POINTER)
silent = LogCallback(lambda _data, _message: None)
library.msc_set_log_cb.argtypes = [POINTER, LogCallback]
library.msc_set_log_cb(engine, silent)
c_library = ctypes.CDLL(None)
c_library.free.argtypes = [POINTER]


def create_rules(directives, files=()):
    rules, error = library.msc_create_rules_set(), TEXT()
    if library.msc_rules_add(rules, directives.encode(), ctypes.byref(error)) < 0:
        raise ValueError(error.value)
    for file in files:
        if library.msc_rules_add_file(rules, file.encode(), ctypes.byref(error)) < 0:
            raise ValueError(error.value)
    return rules


def ask(rules, method, uri, headers, body):
    """The URL of the redirection, b'' for another refusal, None for a request that passes."""
    transaction, it = library.msc_new_transaction(engine, rules, None), Intervention(200, 0, None, None, 0)
    library.msc_process_connection(transaction, b"198.51.100.7", 1, b"127.0.0.1", 443)
    library.msc_process_uri(transaction, uri, method, b"1.1")
    for header, value in headers:
        library.msc_add_request_header(transaction, header, value)
    library.msc_process_request_headers(transaction)
    refused = library.msc_intervention(transaction, ctypes.byref(it))
    if not refused:
        if body:
            library.msc_append_request_body(transaction, body, len(body))
        library.msc_process_request_body(transaction)
        refused = library.msc_intervention(transaction, ctypes.byref(it))
    url = ctypes.string_at(it.url) if it.url else b""
    for text in (it.url, it.log):
        if text:
            c_library.free(text)
    library.msc_transaction_cleanup(transaction)
    return url if refused else None


def transform(kind, inputs):
    rules = create_rules(
        "SecRuleEngine On\n"
        'SecRule ARGS:i "@unconditionalMatch" '
        f"\"id:1,phase:2,deny,status:302,t:none,t:{kind},t:hexEncode,redirect:'%{{MATCHED_VAR}}'\"\n"
    )
    for given in inputs:
        query = urllib.parse.quote_from_bytes(bytes.fromhex(given), safe="")
        url = ask(rules, b"GET", b"/?i=" + query.encode(), [(b"Host", b"x")], b"")
        yield None if url is None else url.decode("latin-1")


def decide(directives, files, rounds, requests):
    rules = create_rules(directives, files)
    for request in requests:
        parts = (
            request["method"].encode(),
            request["uri"].encode(),
            [(name.encode(), value.encode()) for name, value in request["headers"]],
            request["body"].encode("latin-1"),
        )
        nanoseconds, answer = [], None
        # Enough is enough: a body of 64 KiB takes it a second.
        while len(nanoseconds) < rounds and (len(nanoseconds) < 5 or sum(nanoseconds) < 3e9):
            before = time.perf_counter_ns()
            answer = ask(rules, *parts)
            nanoseconds.append(time.perf_counter_ns() - before)
        yield {"blocked": answer is not None, "nanoseconds": nanoseconds}


asked = json.load(sys.stdin)
if "transform" in asked:
    answers = [{"type": each["type"], "outputs": list(transform(each["type"], each["inputs"]))} for each in asked["transform"]]
else:
    answers = list(decide(**asked["decide"]))
json.dump(answers, sys.stdout)
