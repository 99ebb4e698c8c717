using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Pinning;

/// <summary>Starts servers, asks what they offer, and ends them: for <c>lock</c>, <c>init</c> and <c>doctor</c>.</summary>
public sealed class ServerSurvey(SelfCommand self, IDictionary environment, EraMemory eras, TimeProvider time, ILogger log)
{
    // Some servers offer more to a client that can answer them.
    private static readonly JsonElement s_capabilities = JsonElement.Parse("""{"elicitation":{},"roots":{},"sampling":{}}""");

    /// <summary>Asks all servers at once.</summary>
    public async Task<ImmutableArray<SurveyedServer>> AskAsync(IEnumerable<Server> servers, CancellationToken cancellation) =>
        [.. await Task.WhenAll(servers.Select(server => AskAsync(server, cancellation)))];

    private async Task<SurveyedServer> AskAsync(Server server, CancellationToken cancellation)
    {
        var settings = new UpstreamSettings(self, environment, StrictOptions.Message, time, eras);
        try
        {
            await using UpstreamConnection connection = UpstreamConnection.Start(server, settings, log);
            using var timeout = new CancellationTokenSource(server.StartTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
            (UpstreamHello? hello, Unavailability? unavailable) = await connection.GreetAsync(
                new(ProtocolVersions.NewestLegacy, null, s_capabilities), eras, time, either.Token);
            if (hello is null)
            {
                return new(server, null, unavailable!.Why, []);
            }

            (ServerOffer? offer, string? problem) = await ServerOffer.ReadAsync(
                connection, hello, ProgramFiles.Digests(server.Transport, settings), OfferScope.All, either.Token);
            return offer is null ? new(server, null, problem, []) : Describe(server, offer);
        }
        catch (UpstreamStartException e)
        {
            return new(server, null, e.Message, []);
        }
    }

    private static SurveyedServer Describe(Server server, ServerOffer offer)
    {
        var ambiguous = new List<string>();
        return new(
            server,
            new()
            {
                Protocol = offer.Hello.ProtocolVersion,
                Name = offer.Name,
                Version = offer.Version,
                Files = offer.Files.ToFrozenDictionary(StringComparer.Ordinal),
                Instructions = offer.Hello.Instructions,
                Tools = Pins(PinnedKind.Tool),
                Prompts = Pins(PinnedKind.Prompt),
                Resources = Pins(PinnedKind.Resource),
                ResourceTemplates = Pins(PinnedKind.ResourceTemplate),
            },
            null,
            [.. ambiguous]);

        FrozenDictionary<string, LockedEntry> Pins(PinnedKind kind)
        {
            var pins = new Dictionary<string, LockedEntry>(StringComparer.Ordinal);
            foreach (IGrouping<string, JsonElement> same in offer.Entries(kind).Where(e => ServerOffer.KeyOf(e, kind) is not null).GroupBy(e => ServerOffer.KeyOf(e, kind)!, StringComparer.Ordinal))
            {
                if (same.Count() > 1)
                {
                    ambiguous.Add(same.Key);
                }
                else
                {
                    pins[same.Key] = new(PinnedDefinition.Digest(same.First(), kind), PinnedDefinition.Of(same.First(), kind));
                }
            }

            return pins.ToFrozenDictionary(StringComparer.Ordinal);
        }
    }
}
