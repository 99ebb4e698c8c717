using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Gateway.Reloading;
using PolicyOs.Mcp.Commands;
using PolicyOs.Verification.Diff;

namespace PolicyOs.Mcp.Hosting;

/// <summary>Looks once a second whether the files of a served bundle have changed, and says whether the change may be served (spec 3.12).</summary>
internal sealed class BundleWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly Channel<BundleOffer> _offers = Channel.CreateUnbounded<BundleOffer>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<CompiledBundle, (EnforcementMode Mode, string? Problem)> _admit;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _running;
    private CompiledBundle _served;
    private BundleSnapshot? _files;

    /// <summary>Begins to look.</summary>
    /// <param name="served">The bundle that is served.</param>
    /// <param name="admit">The mode that another bundle is served in, or why this gateway cannot serve it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">For people.</param>
    public BundleWatch(CompiledBundle served, Func<CompiledBundle, (EnforcementMode Mode, string? Problem)> admit, TimeProvider time, ILogger log)
    {
        (_served, _admit, _time, _log) = (served, admit, time, log);
        _running = Task.Run(WatchAsync);
    }

    /// <summary>What the gateway is to do, in the order of the changes.</summary>
    public ChannelReader<BundleOffer> Offers => _offers.Reader;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        _files = BundleSnapshot.Take(_served.Directory);
        RunLog.Watching(_log);
        BundleStamp looked = BundleStamp.Take(_served.Directory);
        BundleStamp last = looked;
        using var timer = new PeriodicTimer(s_interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                BundleStamp now = BundleStamp.Take(_served.Directory);

                // Somebody may still be writing: what is looked at has been the same for a second.
                if (now == last && now != looked)
                {
                    looked = now;
                    Examine();
                }

                last = now;
            }
        }
        catch (OperationCanceledException)
        {
            _offers.Writer.Complete();
        }
    }

    private void Examine()
    {
        BundleLoad load = BundleLoader.Load(_served.Directory);
        if (load.Bundle is not { } bundle)
        {
            Diagnostic first = load.Diagnostics.First(finding => finding.Severity == Severity.Error);
            Refuse($"it has errors, the first: {first}");
            return;
        }

        if (bundle.Digest == _served.Digest && bundle.Lock?.Digest == _served.Lock?.Digest)
        {
            return;
        }

        (EnforcementMode mode, string? problem) = _admit(bundle);
        BundleSnapshot? files = BundleSnapshot.Take(_served.Directory);
        if ((problem ?? Weakened() ?? Unpinned(bundle)) is { } why)
        {
            Refuse(why);
            return;
        }

        (_served, _files) = (bundle, files);
        _offers.Writer.TryWrite(new BundleOffer.Changed(bundle, mode));
    }

    private string? Weakened()
    {
        if (_files?.Read() is not { } before || before.Load.Bundle?.Digest != _served.Digest || WrittenBundle.Read(_served.Directory) is not { } now)
        {
            return "the files changed before they could be compared with what is served; start the gateway anew";
        }

        BundleChange? weaker = BundleDiff.Between(before, now).Changes.FirstOrDefault(change => change.Class == ChangeClass.Weakening);
        return weaker is null ? null : $"it weakens the contract: {weaker.File}: {weaker.Path}; an operator has to start the gateway anew to serve it (`policyos diff` lists every change)";
    }

    // Accepting what a server changed is a person's decision, wherever it is written.
    private string? Unpinned(CompiledBundle bundle)
    {
        if (_served.Lock is not { } before || bundle.Lock?.Digest == before.Digest)
        {
            return null;
        }

        bool accepts = bundle.Lock is not { } after || before.Servers.Any(server =>
            after.Servers.TryGetValue(server.Key, out LockedServer? now) && LockComparison.Between(server.Key, server.Value, now).Any(change => change.NeedsAcceptance));
        return accepts ? "its lock accepts other definitions than the one that is served; an operator has to start the gateway anew to serve it" : null;
    }

    private void Refuse(string why) => _offers.Writer.TryWrite(new BundleOffer.Refused(why));
}
