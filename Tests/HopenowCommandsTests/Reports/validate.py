# Checks each line of standard input, a JSON text in a string, by a schema; prints "valid" or why not.
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1], encoding="utf-8"))
kind = jsonschema.validators.validator_for(schema)
kind.check_schema(schema)
for line in sys.stdin:
    error = jsonschema.exceptions.best_match(kind(schema).iter_errors(json.loads(json.loads(line))))
    print("valid" if error is None else error.message.replace("\n", " ")[:200])
