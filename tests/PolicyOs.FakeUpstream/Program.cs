using PolicyOs.FakeUpstream;

// A server that says everything a server can say and, on request, misbehaves:
// `PolicyOs.FakeUpstream [normal | modern | dual | dies | silent | garbage | unauthorized | rugged] [http | FILE]`. Over HTTP its first line is its address; FILE holds
// the version that it gives itself when it starts.
string mode = args is [var given, ..] ? given : "normal";
if (mode == "dies")
{
    return 7;
}

var server = new FakeServer(hasLegacy: mode is not "modern", hasModern: mode is "modern" or "dual")
{
    Version = args is [_, var file] && file != "http" ? File.ReadAllText(file).Trim() : null,
};
if (mode == "rugged")
{
    server.Rug.Pull("description");
}

if (args is [_, "http"])
{
    await HttpHost.RunAsync(server, isUnauthorized: mode == "unauthorized");
}
else
{
    StdioHost.Run(server, mode);
}

return 0;
