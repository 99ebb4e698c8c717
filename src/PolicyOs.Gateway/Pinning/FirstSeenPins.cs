using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Gateway.Pinning;

/// <summary>
/// Pins of a server without a lock: the first definition seen of each thing, kept in the journal from run to run. Which server it is, is
/// held to for as long as this process runs: between runs a server may be updated, as long as its definitions stay.
/// </summary>
/// <param name="declared">The upstream names of the tools that the contract declares for it.</param>
/// <param name="known">What earlier runs have seen, by <see cref="Name"/>.</param>
/// <param name="record">Keeps what is seen for the first time.</param>
internal sealed class FirstSeenPins(
    FrozenSet<string> declared, Dictionary<string, string> known, Action<IReadOnlyDictionary<string, string>> record) : IServerPins
{
    private const string Instructions = "instructions";

    private readonly Lock _gate = new();
    private ServerOffer? _first;

    /// <summary>How a definition is named in the journal; no kind's names are another's.</summary>
    public static string Name(PinnedKind kind, string key)
    {
        // A name of any length would not fit into an event.
        string bounded = key.Length <= 200 ? key : "sha256:" + Hash(key);
        return $"{kind}:{bounded}";
    }

    /// <inheritdoc/>
    public OfferVerdict Judge(ServerOffer offer)
    {
        lock (_gate)
        {
            bool isFirst = known.Count == 0;
            _first ??= offer;
            string? server = Identity(_first, offer);
            var fresh = new Dictionary<string, string>(StringComparer.Ordinal);
            bool mayInstruct = Holds(Instructions, Hash(offer.Hello.Instructions ?? ""), mayPin: server is null, fresh);
            var differing = new Dictionary<(PinnedKind, string), string>();
            var added = new List<string>();
            foreach (PinnedKind kind in Enum.GetValues<PinnedKind>())
            {
                foreach (JsonElement entry in offer.Entries(kind))
                {
                    if (ServerOffer.KeyOf(entry, kind) is not { } key)
                    {
                        continue;
                    }

                    // What is not declared and was not there at first is nobody's business, unless it takes another's name.
                    bool isForeign = kind == PinnedKind.Tool && !declared.Contains(key);
                    if (isForeign && !isFirst && !known.ContainsKey(Name(kind, key)))
                    {
                        added.Add(key);
                    }
                    else if (!Holds(Name(kind, key), PinnedDefinition.Digest(entry, kind), mayPin: server is null, fresh))
                    {
                        differing[(kind, key)] = "its definition differs from the one first seen" + Places(kind, key, entry);
                    }
                }
            }

            if (fresh.Count > 0)
            {
                record(fresh);
            }

            return new(server, mayInstruct, differing.ToFrozenDictionary(), added.ToFrozenSet(StringComparer.OrdinalIgnoreCase));
        }
    }

    private bool Holds(string name, string digest, bool mayPin, Dictionary<string, string> fresh)
    {
        if (known.TryGetValue(name, out string? pinned))
        {
            // Listed twice in one offer it is ambiguous, which the catalog finds.
            return pinned == digest || fresh.ContainsKey(name);
        }

        if (mayPin)
        {
            known[name] = fresh[name] = digest;
        }

        return mayPin;
    }

    private string Places(PinnedKind kind, string key, JsonElement entry)
    {
        JsonElement first = _first!.Entries(kind).FirstOrDefault(e => ServerOffer.KeyOf(e, kind) == key);
        bool isPin = first.ValueKind == JsonValueKind.Object && PinnedDefinition.Digest(first, kind) == known[Name(kind, key)];
        return isPin ? ": " + DefinitionDifference.Places(PinnedDefinition.Of(first, kind), PinnedDefinition.Of(entry, kind)) : "";
    }

    private static string? Identity(ServerOffer first, ServerOffer now)
    {
        // In 2026-07-28 a server need not say who it is.
        if (now.Name.Length > 0 && first.Name.Length > 0 && (now.Name != first.Name || now.Version != first.Version))
        {
            return $"the server says that it is `{now.Name} {now.Version}`, and it was `{first.Name} {first.Version}`";
        }

        string? file = now.Files.Keys.FirstOrDefault(file => first.Files.GetValueOrDefault(file) != now.Files[file]);
        return file is null ? null : $"its program file `{file}` is not the one that was started first";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
