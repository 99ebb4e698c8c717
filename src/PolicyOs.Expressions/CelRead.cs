using System.Collections.Immutable;

namespace PolicyOs.Expressions;

/// <summary>Something that an expression reads: a variable, and the fields from it on as far as their names are written.</summary>
/// <param name="Slot">The variable's position in <see cref="CelEnvironment.Variables"/>.</param>
/// <param name="Fields">Names of fields, outermost first; whatever lies below the last may be read too.</param>
public sealed record CelRead(int Slot, ImmutableArray<string> Fields);
