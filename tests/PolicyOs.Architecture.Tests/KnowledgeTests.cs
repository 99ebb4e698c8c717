using System.Reflection;
using System.Xml.Linq;
using PolicyOs.Testing;

namespace PolicyOs.Architecture.Tests;

/// <summary>Who may know whom (architecture, rules 1, 2 and 5).</summary>
public sealed class KnowledgeTests
{
    // Each room with everything it may know of the others, directly or not.
    private static readonly Dictionary<string, string[]> s_mayKnow = new(StringComparer.Ordinal)
    {
        ["PolicyOs.Json"] = [],
        ["PolicyOs.Expressions"] = [],
        ["PolicyOs.Contracts"] = ["PolicyOs.Json", "PolicyOs.Expressions"],
        ["PolicyOs.Engine"] = ["PolicyOs.Json", "PolicyOs.Expressions", "PolicyOs.Contracts"],
        ["PolicyOs.Verification"] = ["PolicyOs.Json", "PolicyOs.Expressions", "PolicyOs.Contracts", "PolicyOs.Engine"],
        ["PolicyOs.Journal"] = ["PolicyOs.Json"],
        ["PolicyOs.Gateway"] = ["PolicyOs.Json", "PolicyOs.Expressions", "PolicyOs.Contracts", "PolicyOs.Engine", "PolicyOs.Journal"],
        ["PolicyOs.Mcp"] =
        [
            "PolicyOs.Json", "PolicyOs.Expressions", "PolicyOs.Contracts", "PolicyOs.Engine", "PolicyOs.Journal", "PolicyOs.Gateway",
            "PolicyOs.Verification",
        ],
    };

    private static readonly Dictionary<string, string> s_packageOwners = new(StringComparer.Ordinal)
    {
        ["YamlDotNet"] = "PolicyOs.Contracts",
        ["Microsoft.Data.Sqlite.Core"] = "PolicyOs.Journal",
        ["SQLitePCLRaw.bundle_e_sqlite3"] = "PolicyOs.Journal",
        ["Npgsql"] = "PolicyOs.Journal",
        ["ModelContextProtocol.Core"] = "PolicyOs.Gateway",
        ["System.CommandLine"] = "PolicyOs.Mcp",
        ["Spectre.Console"] = "PolicyOs.Mcp",
        ["OpenTelemetry"] = "PolicyOs.Mcp",
        ["OpenTelemetry.Exporter.OpenTelemetryProtocol"] = "PolicyOs.Mcp",
    };

    /// <summary>The rooms there are, by the folders of src.</summary>
    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(RepositoryRoot.At("src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>The name of a room's assembly.</summary>
    internal static string AssemblyOf(string room) => room == "PolicyOs.Mcp" ? "policyos" : room;

    [Theory]
    [MemberData(nameof(Rooms))]
    public void ProjectFile_NamesOnlyRoomsItMayKnow(string room) =>
        Assert.Empty(Items(room, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Except(s_mayKnow[room], StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Assembly_RefersOnlyToRoomsItMayKnow(string room)
    {
        using var compiled = new CompiledRoom(AssemblyOf(room));
        IEnumerable<string> own = compiled.References.Where(name => name == "policyos" || name.StartsWith("PolicyOs.", StringComparison.Ordinal));
        Assert.Empty(own.Except(s_mayKnow[room], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void ProjectFile_NamesOnlyPackagesOfItsOwn(string room) =>
        Assert.DoesNotContain(Items(room, "PackageReference"), package => s_packageOwners.GetValueOrDefault(package) != room);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Assembly_NamesPackageTypesOfItsOwnOnly(string room)
    {
        using var compiled = new CompiledRoom(AssemblyOf(room));
        Dictionary<string, string> roots = new(StringComparer.Ordinal)
        {
            ["YamlDotNet"] = "PolicyOs.Contracts",
            ["Microsoft.Data.Sqlite"] = "PolicyOs.Journal",
            ["SQLitePCL"] = "PolicyOs.Journal",
            ["Npgsql"] = "PolicyOs.Journal",
            ["ModelContextProtocol"] = "PolicyOs.Gateway",
            ["System.CommandLine"] = "PolicyOs.Mcp",
            ["Spectre.Console"] = "PolicyOs.Mcp",
            ["OpenTelemetry"] = "PolicyOs.Mcp",
        };
        Assert.DoesNotContain(
            compiled.TypeReferences,
            type => roots.Any(root => type.StartsWith(root.Key + ".", StringComparison.Ordinal) && root.Value != room));
    }

    [Fact]
    public void ContractsSyntax_HasNoTypeThatOthersCanSee() => Assert.DoesNotContain(
        Load("PolicyOs.Contracts").GetExportedTypes(),
        type => type.Namespace!.StartsWith("PolicyOs.Contracts.Syntax", StringComparison.Ordinal));

    [Fact]
    public void GatewaysPublicSurface_HasNoTypeOfTheSdk() => Assert.DoesNotContain(
        Load("PolicyOs.Gateway").GetExportedTypes().SelectMany(type => type.GetMembers()).SelectMany(Mentioned),
        type => type.FullName?.StartsWith("ModelContextProtocol.", StringComparison.Ordinal) == true);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Internals_AreOpenToTestsOnly(string room)
    {
        string[] tests = [room + ".Tests", "PolicyOs.Benchmarks", "PolicyOs.EndToEnd.Tests"];
        Assert.Empty(Load(AssemblyOf(room))
            .GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()
            .Select(attribute => attribute.AssemblyName)
            .Except(tests, StringComparer.Ordinal));
    }

    private static Assembly Load(string assembly) => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

    private static IEnumerable<Type> Mentioned(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<string> Items(string room, string kind) =>
        XDocument.Load(RepositoryRoot.At("src", room, room + ".csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value);
}
