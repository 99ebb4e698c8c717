using System.Diagnostics;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>The fake upstream as an HTTP server in a process of its own.</summary>
internal sealed class FakeUpstreamProcess : IDisposable
{
    private readonly Process _process;

    private FakeUpstreamProcess(Process process, string url) => (_process, Url) = (process, url);

    /// <summary>Its endpoint.</summary>
    public string Url { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    public static FakeUpstreamProcess Start(string mode)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Executable.FakeUpstream, mode, "http"])
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
