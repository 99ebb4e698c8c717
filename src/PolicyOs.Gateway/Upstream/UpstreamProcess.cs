using System.Collections;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Upstream;

/// <summary>The child process of a stdio upstream: started without a shell, ended with its streams (spec 3.1).</summary>
internal sealed class UpstreamProcess : IAsyncDisposable
{
    /// <summary>How long a child may take to end after its input was closed.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly TimeProvider _time;

    private UpstreamProcess(Process process, TimeProvider time) => (_process, _time) = (process, time);

    /// <summary>Where messages to the server go.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Where messages from the server come from.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a server.</summary>
    /// <exception cref="UpstreamStartException">The command is not there, a variable is unset, or the system refused.</exception>
    public static UpstreamProcess Start(Server server, ServerTransport.Stdio stdio, UpstreamSettings settings, ILogger log)
    {
        ProcessStartInfo start = Describe(server, stdio, settings);
        try
        {
            Process process = Process.Start(start) ?? throw new UpstreamStartException($"server `{server.Name}`: the system started no process");
            UpstreamLog.Spawned(log, server.Name, stdio.Command, Digest(start), process.Id);
            var stderr = new UpstreamStderr(server.Name, settings.Time, log);
            process.ErrorDataReceived += (_, e) => stderr.Write(e.Data);
            process.BeginErrorReadLine();
            return new UpstreamProcess(process, settings.Time);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new UpstreamStartException($"server `{server.Name}`: `{stdio.Command}` cannot be started: {e.Message}");
        }
    }

    /// <summary>How the process ended, for people; null while it runs.</summary>
    public string? Exit
    {
        get
        {
            try
            {
                return _process.HasExited ? $"it exited with code {_process.ExitCode}" : null;
            }
            catch (InvalidOperationException)
            {
                return "it is gone";
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            Input.Close();
        }
        catch (IOException)
        {
            // The child closed it first.
        }

        using var patience = new CancellationTokenSource(s_grace, _time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended between the wait and the kill.
        }
    }

    private static ProcessStartInfo Describe(Server server, ServerTransport.Stdio stdio, UpstreamSettings settings)
    {
        bool isSelf = stdio.Command == "policyos";
        IDictionary own = settings.Environment;
        string program = isSelf
            ? settings.Self.Program
            : CommandLookup.Find(stdio.Command, stdio.WorkingDirectory, own["PATH"] as string, own["PATHEXT"] as string)
                ?? throw new UpstreamStartException($"server `{server.Name}`: command `{stdio.Command}` is not found on PATH; install it, or write its full path in mcp_contract.yaml");
        if (!Directory.Exists(stdio.WorkingDirectory))
        {
            throw new UpstreamStartException($"server `{server.Name}`: its cwd `{stdio.WorkingDirectory}` does not exist");
        }

        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = stdio.WorkingDirectory,
        };
        foreach (string argument in isSelf ? settings.Self.Arguments.AddRange(stdio.Arguments) : stdio.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        ChildEnvironment.Fill(start.Environment, own, stdio.Environment.Select(variable => Resolve(server, variable, own)));
        return start;
    }

    private static KeyValuePair<string, string> Resolve(Server server, KeyValuePair<string, string> variable, IDictionary own) =>
        EnvironmentReferences.Replace(variable.Value, own, out string? unset) is { } value
            ? new(variable.Key, value)
            : throw new UpstreamStartException(
                $"server `{server.Name}`: env `{variable.Key}` needs the variable `{unset}`, which is not set where policyos runs");

    // Names of variables count, their values never: two starts with one digest ran the same command.
    private static string Digest(ProcessStartInfo start) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\0',
            [start.FileName, start.WorkingDirectory, .. start.ArgumentList, .. start.Environment.Keys.Order(StringComparer.Ordinal)]))))[..16];
}
