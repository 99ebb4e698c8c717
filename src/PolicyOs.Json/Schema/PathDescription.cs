using System.Collections.Immutable;

namespace PolicyOs.Json.Schema;

/// <summary>What a schema says about the values at a path.</summary>
/// <param name="Existence">Whether a valid instance can have one.</param>
/// <param name="Types">The types it can have.</param>
/// <param name="PropertyNames">The names the schema gives to properties of it, sorted.</param>
/// <param name="IsClosed">Whether it cannot have properties of other names, patterns of names aside.</param>
public sealed record PathDescription(PathExistence Existence, SchemaTypes Types, ImmutableArray<string> PropertyNames, bool IsClosed);
