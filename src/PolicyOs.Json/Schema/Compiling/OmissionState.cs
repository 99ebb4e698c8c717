using System.Collections.Immutable;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>What is left of the paths whose value keywords are left out, seen from one place of the instance.</summary>
internal sealed record OmissionState(bool All, ImmutableArray<ImmutableArray<InstanceStep>> Rests)
{
    public static OmissionState None { get; } = new(false, []);

    /// <summary>Whether the value keywords of this very place are left out.</summary>
    public bool OmitsHere => All || Rests.Any(rest => rest.IsEmpty);

    /// <summary>The property names that some path goes on with.</summary>
    public IEnumerable<string> Names => Rests.Where(rest => !rest.IsEmpty && rest[0].Name is not null).Select(rest => rest[0].Name!).Distinct();

    /// <summary>The item positions that some path goes on with.</summary>
    public IEnumerable<int> Indexes => Rests.Where(rest => !rest.IsEmpty && rest[0].Index is not null).Select(rest => rest[0].Index!.Value).Distinct();

    public static OmissionState Of(ValueKeywordOmission omission) =>
        omission.IsAll ? None with { All = true } : new OmissionState(false, [.. omission.Paths.Select(path => path.Steps)]);

    /// <summary>The state at a property; null for those no path names.</summary>
    public OmissionState AtProperty(string? name) => Step(step => step.LeadsToProperty(name));

    /// <summary>The state at an item; null for those no path names.</summary>
    public OmissionState AtItem(int? index) => Step(step => step.LeadsToItem(index));

    public bool Equals(OmissionState? other) => other is not null && All == other.All && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    // Paths are few and short, and two states are the same when they read the same; names are escaped, so an index is marked.
    private string Key => string.Join('\n', Rests.Select(rest => "/" + string.Concat(rest.Select(step => $"/{(step.Name is null ? '#' : '.')}{(step.IsAny ? "any" : step)}"))).Order(StringComparer.Ordinal));

    private OmissionState Step(Func<InstanceStep, bool> leads) =>
        All || Rests.IsEmpty ? this : new OmissionState(false, [.. Rests.Where(rest => !rest.IsEmpty && leads(rest[0])).Select(rest => rest.RemoveAt(0))]);
}
