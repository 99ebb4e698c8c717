using PolicyOs.FakeUpstream;

// A server that says everything a server can say and, on request, misbehaves:
// `PolicyOs.FakeUpstream [late-][normal | modern | dual | mute | dies | silent | garbage | unauthorized | rugged] [http | http:PORT] [FILE]`. Late, it takes a while
// before it reads; mute, it does not answer methods of 2026-07-28. Over HTTP its first line is its address; FILE holds the version that it gives itself when it starts.
string mode = args is [var given, ..] ? given : "normal";
if (mode.StartsWith("late-", StringComparison.Ordinal))
{
    // Longer than any probe of a server on standard streams.
    await Task.Delay(1500);
    mode = mode["late-".Length..];
}

if (mode == "dies")
{
    return 7;
}

string? http = args.ElementAtOrDefault(1) is { } how && how.StartsWith("http", StringComparison.Ordinal) ? how : null;
string? file = args.Skip(http is null ? 1 : 2).FirstOrDefault(File.Exists);
var server = new FakeServer(hasLegacy: mode is not "modern", hasModern: mode is "modern" or "dual")
{
    Version = file is null ? null : File.ReadAllText(file).Trim(),
};
if (mode == "rugged")
{
    server.Rug.Pull("description");
}

if (http is not null)
{
    await HttpHost.RunAsync(server, port: http is ['h', 't', 't', 'p', ':', .. var port] ? port : "0", mode);
}
else
{
    StdioHost.Run(server, mode);
}

return 0;
