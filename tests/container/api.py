"""As much of GitHub's API as one run of the action asks for; below /slow it never answers.

The folder that is named on the command line is the commit.
"""

import hashlib
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def tree():
    """Lists the files of the folder as git would, as they are now."""
    root = Path(sys.argv[1])
    entries = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(".git/"):
            content = path.read_bytes()
            blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
            entries.append({"path": name, "mode": "100644", "type": "blob", "sha": blob})
    return entries


class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path.startswith("/slow"):
            time.sleep(600)
        elif "/jobs" in self.path:
            job = {"id": 1, "name": "unit", "status": "completed", "conclusion": "success"}
            own = {"id": 9, "name": "gate", "status": "in_progress", "conclusion": None}
            self.reply(200, {"total_count": 2, "jobs": [job, own]})
        elif self.path == "/repos/octo/service":
            self.reply(200, {"default_branch": "main"})
        elif self.path == "/repos/octo/service/branches/main":
            # A run about no pull request takes the policy of the default branch's tip; this one has none.
            self.reply(200, {"name": "main", "commit": {"sha": "a" * 40}})
        elif self.path == "/repos/octo/service/commits/" + "a" * 40:
            self.reply(200, {"sha": "a" * 40, "tree": {"sha": "b" * 40}, "parents": []})
        elif self.path.startswith("/repos/octo/service/git/trees/"):
            self.reply(200, {"sha": "a" * 40, "truncated": False, "tree": tree()})
        elif "/check-runs" in self.path:
            self.reply(200, {"total_count": 0, "check_runs": []})
        else:
            self.reply(404, {"message": "Not Found"})

    def do_POST(self):
        length = int(self.headers.get("content-length", 0))
        sent = json.loads(self.rfile.read(length))
        self.reply(201, {"id": 5, "html_url": "https://github.com/octo/service/runs/5", **sent})


server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
print(server.server_address[1], flush=True)
sys.stdout.close()
server.serve_forever()
