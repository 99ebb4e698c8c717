namespace PolicyOs.Contracts.Source;

/// <summary>Leaves a file that a bound was exceeded in; never leaves <see cref="YamlReader"/>.</summary>
internal sealed class YamlRefusedException : Exception;
