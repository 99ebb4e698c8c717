using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Engine.Secrets;
using PolicyOs.Json.Path;

namespace PolicyOs.Verification.Simulation;

/// <summary>Arguments or result data as far as they were kept, and what of them cannot be read any more.</summary>
internal sealed class KeptDocument
{
    private static readonly JsonElement s_empty = JsonElement.Parse("{}"u8);

    // Where a masked value stands; null where everything may be masked.
    private readonly ImmutableArray<ImmutableArray<PathStep>>? _masked;

    private KeptDocument(JsonElement root, ImmutableArray<ImmutableArray<PathStep>>? masked) => (Root, _masked) = (root, masked);

    /// <summary>Nothing was kept.</summary>
    public static KeptDocument Nothing { get; } = new(s_empty, null);

    /// <summary>What there is; an empty object where nothing was kept.</summary>
    public JsonElement Root { get; }

    /// <summary>Whether it is exactly what was decided on.</summary>
    public bool IsWhole => _masked is { IsEmpty: true };

    /// <summary>Whether a secret was masked in it.</summary>
    public bool HasMaskedSecret { get; private init; }

    /// <summary>What was kept is the document itself.</summary>
    public static KeptDocument Whole(JsonElement root) => new(root, []);

    /// <summary>What was kept is the document as a person may see it.</summary>
    public static KeptDocument Masked(JsonElement root)
    {
        var masked = ImmutableArray.CreateBuilder<ImmutableArray<PathStep>>();
        bool isNamed = true;
        bool hasSecret = false;
        Walk(root, []);

        // A document that differs and shows no mask, or hides names, may hide anything.
        return new(root, isNamed && masked.Count > 0 ? masked.ToImmutable() : null) { HasMaskedSecret = hasSecret };

        void Walk(JsonElement value, ImmutableArray<PathStep> at)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (JsonProperty member in value.EnumerateObject())
                    {
                        isNamed &= !member.Name.Contains(Masking.Mark, StringComparison.Ordinal);
                        Walk(member.Value, at.Add(new PathStep(member.Name)));
                    }

                    break;
                case JsonValueKind.Array:
                    long index = 0;
                    foreach (JsonElement element in value.EnumerateArray())
                    {
                        Walk(element, at.Add(new PathStep(index++)));
                    }

                    break;
                case JsonValueKind.String when value.GetString()!.Contains(Masking.Mark, StringComparison.Ordinal):
                    masked.Add(at);
                    hasSecret |= value.GetString() != Masking.Sensitive;
                    break;
            }
        }
    }

    /// <summary>Whether a query may come across something that was not kept.</summary>
    public bool Hides(JsonPath path) =>
        !IsWhole && (_masked is not { } masked || !path.IsSingular || masked.Any(place => Meets(place, [.. path.Segments])));

    /// <summary>Whether members from the root on may come across something that was not kept.</summary>
    public bool Hides(IEnumerable<string> names) =>
        !IsWhole && (_masked is not { } masked || masked.Any(place => Meets(place, [.. names.Select(static name => new PathStep(name))])));

    // One is above the other, or they are the same place. An index from the end may be any.
    private static bool Meets(ImmutableArray<PathStep> a, ImmutableArray<PathStep> b)
    {
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i] != b[i] && !(a[i].Name is null && b[i].Name is null && (a[i].Index < 0 || b[i].Index < 0)))
            {
                return false;
            }
        }

        return true;
    }
}
