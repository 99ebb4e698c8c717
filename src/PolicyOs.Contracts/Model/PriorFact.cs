using System.Collections.Immutable;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>"The most recent commit of a tool [for the same entity] had this output": the only thing kept of earlier calls.</summary>
/// <param name="Tool">The tool whose commit establishes it.</param>
/// <param name="Resource">Path into the arguments of that tool and of the asking one; null when any commit counts. Values are kept as digests.</param>
/// <param name="WithOutput">Checked when the tool commits; the verdict is kept with the digest, the latest wins.</param>
public sealed record PriorFact(int Tool, JsonPath? Resource, ImmutableArray<Invariant> WithOutput);
