using System.Collections.Immutable;

namespace PolicyOs.Gateway.Upstream;

/// <summary>How this executable is started again.</summary>
/// <param name="Program">Full path of the program.</param>
/// <param name="Arguments">What comes before our own arguments, such as the path of the assembly.</param>
public sealed record SelfCommand(string Program, ImmutableArray<string> Arguments);
