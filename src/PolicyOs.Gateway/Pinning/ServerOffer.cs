using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Pinning;

/// <summary>Everything that a server said of itself at one time.</summary>
/// <param name="Hello">Its answer to the handshake.</param>
/// <param name="Files">What its command line starts, by content.</param>
/// <param name="Tools">Entries of tools/list, as sent.</param>
/// <param name="Prompts">Entries of prompts/list.</param>
/// <param name="Resources">Entries of resources/list.</param>
/// <param name="ResourceTemplates">Entries of resources/templates/list.</param>
internal sealed record ServerOffer(
    UpstreamHello Hello,
    ImmutableSortedDictionary<string, string> Files,
    ImmutableArray<JsonElement> Tools,
    ImmutableArray<JsonElement> Prompts,
    ImmutableArray<JsonElement> Resources,
    ImmutableArray<JsonElement> ResourceTemplates)
{
    /// <summary>The name that it gave itself; empty when it gave none.</summary>
    public string Name => Text("name"u8);

    /// <summary>The version that it gave itself; empty when it gave none.</summary>
    public string Version => Text("version"u8);

    /// <summary>Reads every list that the server offers and that is wanted.</summary>
    /// <returns>The offer, or why there is none.</returns>
    public static async Task<(ServerOffer? Offer, string? Problem)> ReadAsync(
        UpstreamConnection connection, UpstreamHello hello, ImmutableSortedDictionary<string, string> files, OfferScope scope, CancellationToken cancellation)
    {
        if (hello.Capabilities.TryGetProperty("tools"u8, out _))
        {
            (ImmutableArray<JsonElement> tools, string? problem) = await ListReader.ReadAsync(connection, "tools/list", "tools", cancellation);
            return problem is null ? (await RestAsync(tools), null) : (null, problem);
        }

        return (await RestAsync([]), null);

        async Task<ServerOffer> RestAsync(ImmutableArray<JsonElement> tools) => new(
            hello,
            files,
            tools,
            await ListAsync("prompts", "prompts/list", "prompts", scope.Prompts),
            await ListAsync("resources", "resources/list", "resources", scope.Resources),
            await ListAsync("resources", "resources/templates/list", "resourceTemplates", scope.Resources));

        // Many servers with resources do not know templates; a list that is not given holds nothing that could differ.
        async Task<ImmutableArray<JsonElement>> ListAsync(string capability, string method, string member, bool isWanted) =>
            isWanted && hello.Capabilities.TryGetProperty(capability, out _) ? (await ListReader.ReadAsync(connection, method, member, cancellation)).Entries : [];
    }

    /// <summary>The entries of a kind.</summary>
    public ImmutableArray<JsonElement> Entries(PinnedKind kind) => kind switch
    {
        PinnedKind.Tool => Tools,
        PinnedKind.Prompt => Prompts,
        PinnedKind.Resource => Resources,
        _ => ResourceTemplates,
    };

    /// <summary>The same offer with other entries of a kind.</summary>
    public ServerOffer With(PinnedKind kind, ImmutableArray<JsonElement> entries) => kind switch
    {
        PinnedKind.Tool => this with { Tools = entries },
        PinnedKind.Prompt => this with { Prompts = entries },
        PinnedKind.Resource => this with { Resources = entries },
        _ => this with { ResourceTemplates = entries },
    };

    /// <summary>What names an entry of a kind; null for one without a name.</summary>
    public static string? KeyOf(JsonElement entry, PinnedKind kind)
    {
        ReadOnlySpan<byte> member = kind switch
        {
            PinnedKind.Resource => "uri"u8,
            PinnedKind.ResourceTemplate => "uriTemplate"u8,
            _ => "name"u8,
        };
        return entry.TryGetProperty(member, out JsonElement key) && key.ValueKind == JsonValueKind.String ? key.GetString() : null;
    }

    private string Text(ReadOnlySpan<byte> name) =>
        Hello.ServerInfo.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
