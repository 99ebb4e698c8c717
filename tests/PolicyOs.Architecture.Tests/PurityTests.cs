namespace PolicyOs.Architecture.Tests;

/// <summary>What the pure rooms may not use (architecture, rules 3 and 4; conventions, 11), read from their instructions.</summary>
public sealed class PurityTests
{
    // A room is an assembly and, where not the whole of it is meant, a namespace in it.
    private static readonly (string Assembly, string Namespace)[] s_pure =
    [
        ("PolicyOs.Json", "PolicyOs.Json"),
        ("PolicyOs.Expressions", "PolicyOs.Expressions"),
        ("PolicyOs.Contracts", "PolicyOs.Contracts.Compile"),
        ("PolicyOs.Contracts", "PolicyOs.Contracts.Model"),
        ("PolicyOs.Engine", "PolicyOs.Engine"),
    ];

    private static readonly Dictionary<string, Func<MemberUse, bool>> s_effects = new(StringComparer.Ordinal)
    {
        ["async"] = use => Is(use, "System.Threading.Tasks.") || Is(use, "System.Runtime.CompilerServices.AsyncTaskMethodBuilder")
            || use.Type is "System.Threading.Thread" or "System.Threading.ThreadPool" or "System.Threading.Timer",
        ["clock"] = use => (use.Type is "System.DateTime" or "System.DateTimeOffset" && use.Member is "get_Now" or "get_UtcNow" or "get_Today")
            || use.Type is "System.TimeProvider" or "System.Diagnostics.Stopwatch" || use is { Type: "System.Environment", Member: "get_TickCount" or "get_TickCount64" },
        ["files"] = use => use.Type is "System.IO.File" or "System.IO.Directory" or "System.IO.FileInfo" or "System.IO.DirectoryInfo"
            or "System.IO.FileStream" or "System.IO.FileSystemWatcher" or "System.IO.DriveInfo",
        ["network"] = use => Is(use, "System.Net."),
        ["logger"] = use => Is(use, "Microsoft.Extensions.Logging.") || Is(use, "System.Diagnostics.Trace") || Is(use, "System.Diagnostics.Activity"),
        ["randomness"] = use => use.Type is "System.Random" or "System.Security.Cryptography.RandomNumberGenerator"
            || use is { Type: "System.Guid", Member: "NewGuid" or "CreateVersion7" },
        ["environment"] = IsEnvironment,
        ["processes"] = use => use.Type is "System.Diagnostics.Process" or "System.Console",
    };

    /// <summary>Every pure room with every effect it does without.</summary>
    public static TheoryData<string, string, string> Matrix
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach ((string assembly, string room) in s_pure)
            {
                foreach (string effect in s_effects.Keys)
                {
                    data.Add(assembly, room, effect);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void PureRoom_Code_HasNoEffect(string assembly, string room, string effect)
    {
        using var compiled = new CompiledRoom(assembly);
        Assert.DoesNotContain(compiled.Uses(), use => IsIn(use.Room, room) && s_effects[effect](use));
    }

    [Theory]
    [MemberData(nameof(KnowledgeTests.Rooms), MemberType = typeof(KnowledgeTests))]
    public void Room_OtherThanTheExecutable_ReadsNoEnvironmentAndNoConsole(string room)
    {
        if (room == "PolicyOs.Mcp")
        {
            return;
        }

        using var compiled = new CompiledRoom(room);
        Assert.DoesNotContain(compiled.Uses(), use => IsEnvironment(use) || use.Type == "System.Console");
    }

    [Fact]
    public void Reader_SeesWhatCodeUses()
    {
        // The matrix above is worth nothing if the reader sees nothing: this assembly reads files, and the executable speaks on the console.
        using var own = new CompiledRoom("PolicyOs.Architecture.Tests");
        Assert.Contains(own.Uses(), use => use is { Room: "PolicyOs.Architecture.Tests", Type: "System.IO.File", Member: "OpenRead" });
        using var executable = new CompiledRoom("policyos");
        Assert.Contains(executable.Uses(), use => use.Type == "System.Console");
    }

    private static bool IsEnvironment(MemberUse use) => use is
    {
        Type: "System.Environment",
        Member: "GetEnvironmentVariable" or "GetEnvironmentVariables" or "SetEnvironmentVariable" or "GetCommandLineArgs"
            or "get_MachineName" or "get_UserName" or "get_CurrentDirectory",
    };

    private static bool Is(MemberUse use, string prefix) => use.Type.StartsWith(prefix, StringComparison.Ordinal);

    private static bool IsIn(string name, string room) =>
        name == room || name.StartsWith(room + ".", StringComparison.Ordinal);
}
