using System.Diagnostics;
using System.Globalization;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>The fake upstream as an HTTP server in a process of its own.</summary>
internal sealed class FakeUpstreamProcess : IDisposable
{
    private readonly Process _process;

    private FakeUpstreamProcess(Process process, string url) => (_process, Url) = (process, url);

    /// <summary>Its endpoint.</summary>
    public string Url { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="mode">How it behaves.</param>
    /// <param name="file">Holds the version that it gives itself; null for version 1.</param>
    public static FakeUpstreamProcess Start(string mode, string? file = null) => Start(mode, "http", file);

    /// <summary>Ends it, and starts another at the same address.</summary>
    /// <param name="mode">How that one behaves.</param>
    /// <param name="file">Holds the version that it gives itself.</param>
    public FakeUpstreamProcess Replace(string mode, string file)
    {
        _process.Kill();
        _process.WaitForExit();
        return Start(mode, "http:" + new Uri(Url).Port.ToString(CultureInfo.InvariantCulture), file);
    }

    private static FakeUpstreamProcess Start(string mode, string http, string? file)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", file is null ? [Executable.FakeUpstream, mode, http] : [Executable.FakeUpstream, mode, http, file])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        return new(process, process.StandardOutput.ReadLine() ?? throw new IOException("the fake upstream ended at once"));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
