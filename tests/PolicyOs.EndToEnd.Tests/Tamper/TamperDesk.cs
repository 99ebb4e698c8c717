namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>A gateway with a journal, a client that shows no forms and speaks both eras, and two operators who decide its tickets.</summary>
public sealed class TamperDesk : IAsyncLifetime
{
    private const string Asks = """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":600,"reason":"a person looks first"}}""";
    private const string AsksAnother =
        """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":600,"reason":"another person looks first","approvers":[{"role":"support"}],"separation_of_duties":true}}""";

    private readonly BundleFolder _bundle = Bundle();
    private int _sessions;

    /// <summary>The gateway.</summary>
    internal GatewayProcess Gateway { get; private set; } = null!;

    /// <summary>An operator.</summary>
    internal Operator Ines { get; private set; } = null!;

    /// <summary>Another.</summary>
    internal Operator Omar { get; private set; } = null!;

    /// <summary>The operator who is also the principal that calls.</summary>
    internal Operator Caller { get; private set; } = null!;

    /// <summary>The tools <c>answer</c> and <c>echo</c>, which ask anybody, and <c>pid</c>, which asks anybody but the caller.</summary>
    internal static BundleFolder Bundle() => BundleFolder.Fake("received")
        .Tool("answer", Asks).Tool("echo", Asks).Tool("pid", AsksAnother)
        .Agent("""{"default_principal":{"id":"caller","type":"agent","roles":["support"]}}""")
        .Session("""{"policy":{"default_deny":false,"rules":[],"label_gates":[{"when_label":"tainted","deny_tools":["answer"],"reason":"tainted"}]}}""");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Gateway = await GatewayProcess.ConnectAsync(_bundle.Complete(), options: ["--store", _bundle.Store, "--max-sessions", "64"]);
        Ines = await Operator.EnrolAsync(_bundle, "ines");
        Omar = await Operator.EnrolAsync(_bundle, "omar", by: Ines);
        Caller = await Operator.EnrolAsync(_bundle, "caller", by: Ines);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Gateway.EndAsync();
        await Gateway.DisposeAsync();
        _bundle.Dispose();
    }

    /// <summary>A session of its own.</summary>
    internal TamperClient Client(Era era) => new(Gateway, era, $"a-session-of-the-matrix-{Interlocked.Increment(ref _sessions):00}");
}
