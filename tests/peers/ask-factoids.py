# How long Limnoria's Factoids takes from a question to its reply. Reads one JSON object from standard input,
# {"facts": [["key", "value"], …], "asked": ["key", …], "warm": 50}, and writes {"version", "times": [milliseconds, …]}.
# Limnoria is a Debian package (apt-get install limnoria), which the system's own Python finds.
import json
import os
import shutil
import sys
import tempfile
import time
import unittest

# Limnoria reads its settings from a file when it is imported, and writes to standard output.
folder = tempfile.mkdtemp()
os.chdir(folder)
output = os.dup(1)
os.dup2(2, 1)

import supybot.version
import supybot.registry as registry

with open("test.conf", "w") as settings:
    settings.write(f"""
supybot.directories.data: {folder}/data
supybot.directories.conf: {folder}/conf
supybot.directories.log: {folder}/logs
supybot.reply.whenNotCommand: True
supybot.log.stdout: False
supybot.log.level: ERROR
supybot.protocols.irc.throttleTime: 0
supybot.networks.test.server: should.not.need.this
supybot.nick: test
""")
registry.open_registry("test.conf")

import supybot.conf as conf
import supybot.test as test
import supybot.world as world

conf.supybot.flush.setValue(False)
world.testing = True
world.disableMultiprocessing = True
world.myVerbose = 0
world.startedAt = time.time()
request = json.load(sys.stdin)


class Factoids(test.ChannelPluginTestCase):
    plugins = ("Factoids",)
    timeout = 10

    def runTest(self):
        for key, value in request["facts"]:
            self.getMsg(f"learn {key} as {value}")
        times = []
        for key in request["asked"]:
            start = time.perf_counter()
            reply = self.getMsg(f"whatis {key}")
            times.append(1000 * (time.perf_counter() - start))
            assert reply is not None and "could not" not in reply.args[1], key
        os.write(output, json.dumps({"version": supybot.version.version, "times": times[request["warm"]:]}).encode())


result = unittest.TextTestRunner(stream=sys.stderr, verbosity=0).run(unittest.TestSuite([Factoids()]))
os.chdir("/")
shutil.rmtree(folder, ignore_errors=True)
os._exit(0 if result.wasSuccessful() else 1)
