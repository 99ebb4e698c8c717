using System.Text;
using System.Text.Json;
using PolicyOs.Json.Canonical;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Canonical;

/// <summary>The vectors of cyberphone/json-canonicalization, RFC 8785's own.</summary>
public sealed class JcsSuiteTests
{
    public static TheoryData<string> Names => ["arrays", "french", "structures", "unicode", "values", "weird"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Vector_GivesItsBytes(string name)
    {
        string? input = RepositoryRoot.Suite("jcs", "input", name + ".json");
        Assert.SkipWhen(input is null, "the suites are not beside this checkout");
        byte[] written = CanonicalText.Bytes(JsonElement.Parse(File.ReadAllBytes(input)), CanonicalForm.Rfc8785);
        string hex = File.ReadAllText(RepositoryRoot.Suite("jcs", "outhex", name + ".txt")!);
        Assert.Equal(Encoding.UTF8.GetString(Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)))), Encoding.UTF8.GetString(written));
        Assert.Equal(File.ReadAllBytes(RepositoryRoot.Suite("jcs", "output", name + ".json")!), written);
    }

    [Fact]
    public void Names_AreTheSuites()
    {
        string? folder = RepositoryRoot.Suite("jcs", "input");
        Assert.SkipWhen(folder is null, "the suites are not beside this checkout");
        Assert.Equal(Names.Select(row => row.Data), Directory.GetFiles(folder).Select(file => System.IO.Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
    }
}
