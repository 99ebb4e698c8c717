using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Reloading;

/// <summary>
/// The factory that new sessions come from, replaced whole when the bundle changes. Sessions that are live keep theirs, and with it the
/// bundle they were opened with (spec 3.12).
/// </summary>
internal sealed class SessionFactories : IAsyncDisposable
{
    private readonly GatewayOptions _options;
    private readonly IJournalStore _journal;
    private readonly ILogger _log;
    private ImmutableArray<SessionFactory> _all;
    private volatile SessionFactory _current;

    /// <summary>Begins with the bundle that the gateway was started with; whoever made the first factory disposes it.</summary>
    public SessionFactories(SessionFactory first, GatewayOptions options, IJournalStore journal, ILogger log) =>
        (_current, _options, _journal, _log, _all) = (first, options, journal, log, []);

    /// <summary>Makes a session of the bundle that is served now.</summary>
    public SessionHost Create(SessionAddress address) => _current.Create(address);

    /// <summary>Serves what is offered, one after the other, until there are no more offers.</summary>
    public async Task FollowAsync(ChannelReader<BundleOffer> offers, CancellationToken stop)
    {
        try
        {
            await foreach (BundleOffer offer in offers.ReadAllAsync(stop))
            {
                await TakeAsync(offer, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway ends.
        }
        catch (JournalException e)
        {
            GatewayLog.KeptBundle(_log, e.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (SessionFactory factory in _all)
        {
            await factory.DisposeAsync();
        }
    }

    private async Task TakeAsync(BundleOffer offer, CancellationToken stop)
    {
        string? why = offer switch
        {
            BundleOffer.Refused refused => refused.Why,
            BundleOffer.Changed changed => WhyNot(changed.Bundle),
            _ => null,
        };
        if (why is not null)
        {
            GatewayLog.KeptBundle(_log, why);
            await _current.Records.BundleRejectedAsync(why);
        }
        else if (offer is BundleOffer.Changed { Bundle: var bundle, Mode: var mode })
        {
            SessionFactory next = await SessionFactory.CreateAsync(_options with { Bundle = bundle, Mode = mode, ResumeSession = null }, _journal, _log, stop);
            _all = _all.Add(next);
            _current = next;
            GatewayLog.Reloaded(_log, bundle.Workflow, bundle.Digest[..12]);
        }
    }

    // How clients come to their sessions was agreed with them when they connected.
    private string? WhyNot(CompiledBundle bundle) =>
        bundle.Agent != _options.Bundle.Agent ? "its agent is another one; start the gateway anew"
        : bundle.Session.SessionKey != _options.Bundle.Session.SessionKey || StatefulBundle.Is(bundle) != StatefulBundle.Is(_options.Bundle)
            ? "clients come to their sessions in another way with it (session_key, or whether calls depend on earlier ones); start the gateway anew"
        : _options.Purpose is { } purpose && !bundle.Session.Purposes.Contains(purpose) ? $"it does not know the purpose `{purpose}` that this gateway serves"
        : null;
}
