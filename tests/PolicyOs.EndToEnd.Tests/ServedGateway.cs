using System.Diagnostics;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A real gateway on HTTP, in a process of its own, at a free port.</summary>
internal sealed class ServedGateway : IAsyncDisposable
{
    private readonly Process _process;

    private ServedGateway(Process process, Uri url) => (_process, Url) = (process, url);

    /// <summary>Where it is reached.</summary>
    public Uri Url { get; }

    /// <summary>Bytes that it holds in memory.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts one and waits until it says where it listens.</summary>
    /// <param name="bundle">The bundle's folder.</param>
    /// <param name="options">Of <c>policyos run</c>.</param>
    public static async Task<ServedGateway> StartAsync(string bundle, params string[] options)
    {
        SelfCommand command = Executable.PolicyOs;
        var start = new ProcessStartInfo(command.Program) { RedirectStandardError = true, UseShellExecute = false };
        string[] store = options.Contains("--store") ? [] : ["--store", "memory"];
        string[] arguments = [.. command.Arguments, "run", "--bundle", bundle, .. store, "--http", "127.0.0.1:0", .. options];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var errors = new List<string>();
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            errors.Add(line.Data ?? string.Empty);
            if (line.Data is null)
            {
                listening.TrySetException(new InvalidOperationException(string.Join('\n', errors)));
            }
            else if (line.Data.IndexOf("http://", StringComparison.Ordinal) is >= 0 and int at)
            {
                listening.TrySetResult(new Uri(line.Data[at..].Trim()));
            }
        };
        process.BeginErrorReadLine();
        return new ServedGateway(process, await listening.Task.WaitAsync(GatewayProcess.Patience));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
