namespace PolicyOs.Json.Tests.Schema.Suite;

/// <summary>One test of JSON-Schema-Test-Suite, by its place.</summary>
public sealed record SuiteCase(string File, int Group, int Test, string Name)
{
    /// <summary>Whether format is an assertion for it: the suite's README asks for that in optional/format.</summary>
    public bool AssertsFormat => File.StartsWith("optional/format/", StringComparison.Ordinal);

    public override string ToString() => Name;
}
