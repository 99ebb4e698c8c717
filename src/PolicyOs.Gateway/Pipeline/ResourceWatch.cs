using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>The resources that one stream of a client of 2026-07-28 watches, each admitted as a legacy client's subscription is.</summary>
internal sealed class ResourceWatch : IResourceWatch
{
    private readonly CompiledBundle _bundle;
    private readonly UpstreamSet _upstreams;

    private ResourceWatch(CompiledBundle bundle, UpstreamSet upstreams, ImmutableArray<string> uris) => (_bundle, _upstreams, Uris) = (bundle, upstreams, uris);

    /// <inheritdoc/>
    public ImmutableArray<string> Uris { get; }

    /// <summary>Asks for each; what is refused is left out.</summary>
    public static async Task<ResourceWatch> OpenAsync(
        CompiledBundle bundle, UpstreamSet upstreams, RequestRelay relay, IClientChannel channel, ImmutableArray<string> uris, CancellationToken cancellation)
    {
        ImmutableArray<string>.Builder watched = ImmutableArray.CreateBuilder<string>();
        foreach (string uri in uris.Distinct(StringComparer.Ordinal))
        {
            if (await relay.ServeAsync(new("resources/subscribe", Params(uri), channel), cancellation) is ClientAnswer.Result)
            {
                watched.Add(uri);
            }
        }

        return new(bundle, upstreams, watched.DrainToImmutable());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (string uri in Uris)
        {
            int server = _bundle.Resources.First(rule => rule.Template.IsMatch(uri)).Server;
            await _upstreams[server].Subscriptions.UnwatchAsync(uri);
        }
    }

    private static JsonElement Params(string uri) => JsonElement.Parse(MessageBuilder.Object(w => w.WriteString("uri"u8, uri)));
}
