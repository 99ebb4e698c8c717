using System.Collections.Frozen;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Gateway.Pinning;

/// <summary>The pins of bundle.lock.json. What the contract declares and the lock does not know was reviewed by nobody, and is quarantined too.</summary>
/// <param name="server">The contract's name of the server.</param>
/// <param name="locked">Null when the lock does not have the server.</param>
/// <param name="declared">The upstream names of the tools that the contract declares for it.</param>
internal sealed class LockedPins(string server, LockedServer? locked, FrozenSet<string> declared) : IServerPins
{
    /// <inheritdoc/>
    public OfferVerdict Judge(ServerOffer offer)
    {
        if (locked is null)
        {
            return new($"{server} is not in bundle.lock.json", false, FrozenDictionary<(PinnedKind, string), string>.Empty, []);
        }

        var differing = new Dictionary<(PinnedKind, string), string>();
        var added = new List<string>();
        foreach (PinnedKind kind in Enum.GetValues<PinnedKind>())
        {
            FrozenDictionary<string, LockedEntry> pins = Entries(locked, kind);
            foreach (JsonElement entry in offer.Entries(kind))
            {
                if (ServerOffer.KeyOf(entry, kind) is { } key && WhyNot(pins, entry, kind, key) is { } why)
                {
                    differing[(kind, key)] = why;
                }
            }
        }

        added.AddRange(offer.Tools.Select(tool => ServerOffer.KeyOf(tool, PinnedKind.Tool)!).Where(name => name is not null && !locked.Tools.ContainsKey(name) && !declared.Contains(name)));
        return new(Identity(locked, offer), offer.Hello.Instructions == locked.Instructions, differing.ToFrozenDictionary(), added.ToFrozenSet(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The locked entries of a kind.</summary>
    public static FrozenDictionary<string, LockedEntry> Entries(LockedServer locked, PinnedKind kind) => kind switch
    {
        PinnedKind.Tool => locked.Tools,
        PinnedKind.Prompt => locked.Prompts,
        PinnedKind.Resource => locked.Resources,
        _ => locked.ResourceTemplates,
    };

    /// <summary>How a server is another one than it was; null when it is the same.</summary>
    public static string? Identity(LockedServer locked, ServerOffer offer)
    {
        // In 2026-07-28 a server need not say who it is.
        if (offer.Name.Length > 0 && locked.Name.Length > 0 && (offer.Name != locked.Name || offer.Version != locked.Version))
        {
            return $"the server says that it is `{offer.Name} {offer.Version}`, and it was `{locked.Name} {locked.Version}`";
        }

        string? file = offer.Files.Keys.Union(locked.Files.Keys, StringComparer.Ordinal)
            .FirstOrDefault(file => offer.Files.GetValueOrDefault(file) != locked.Files.GetValueOrDefault(file));
        return file is null ? null : $"its program file `{file}` is not the one that was locked";
    }

    private string? WhyNot(FrozenDictionary<string, LockedEntry> pins, JsonElement entry, PinnedKind kind, string key)
    {
        if (pins.TryGetValue(key, out LockedEntry? pin))
        {
            return PinnedDefinition.Digest(entry, kind) == pin.Sha256
                ? null
                : "its definition differs from bundle.lock.json: " + DefinitionDifference.Places(pin.Definition, PinnedDefinition.Of(entry, kind));
        }

        // Resources come and go under their templates and patterns.
        bool needsPin = kind switch
        {
            PinnedKind.Tool => declared.Contains(key),
            PinnedKind.Resource => false,
            _ => true,
        };
        return needsPin ? "it is not in bundle.lock.json" : null;
    }
}
