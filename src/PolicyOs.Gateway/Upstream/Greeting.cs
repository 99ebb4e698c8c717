namespace PolicyOs.Gateway.Upstream;

/// <summary>How a server answered a greeting of one era. A closed hierarchy.</summary>
internal abstract record Greeting
{
    private Greeting()
    {
    }

    /// <summary>It speaks that era.</summary>
    public sealed record Taken(UpstreamHello Hello) : Greeting;

    /// <summary>It answered, and does not speak that era.</summary>
    public sealed record Refused(string Why) : Greeting;

    /// <summary>It has not answered yet.</summary>
    public sealed record Silent : Greeting;

    /// <summary>Another greeting would fare no better.</summary>
    public sealed record Failed(Unavailability Problem) : Greeting;
}
