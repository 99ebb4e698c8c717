using PolicyOs.FakeUpstream;

// A server that says everything a server can say and, on request, misbehaves:
// `PolicyOs.FakeUpstream [normal | modern | dual | dies | silent | garbage | unauthorized] [http]`. Over HTTP its first line is its address.
string mode = args is [var given, ..] ? given : "normal";
if (mode == "dies")
{
    return 7;
}

var server = new FakeServer(hasLegacy: mode is not "modern", hasModern: mode is "modern" or "dual");
if (args is [_, "http"])
{
    await HttpHost.RunAsync(server, isUnauthorized: mode == "unauthorized");
}
else
{
    StdioHost.Run(server, mode);
}

return 0;
