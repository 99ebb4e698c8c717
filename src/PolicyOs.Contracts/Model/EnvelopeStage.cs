using System.Collections.Immutable;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>A point where an envelope captures or checks a value.</summary>
public sealed record EnvelopeStage(int Tool, JsonPath Path, EnvelopeRole Role, ValueSource Source, ImmutableArray<JsonPath> Key);
