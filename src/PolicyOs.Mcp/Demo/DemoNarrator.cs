namespace PolicyOs.Mcp.Demo;

/// <summary>Tells what happens, and keeps count of what did not happen as it was told.</summary>
internal sealed class DemoNarrator(TextWriter output)
{
    private int _steps;

    /// <summary>How many expectations did not hold.</summary>
    public int Surprises { get; private set; }

    /// <summary>How many steps were told.</summary>
    public int Steps => _steps;

    /// <summary>Begins a step.</summary>
    public void Step(string title) => output.WriteLine($"\n{++_steps}. {title}");

    /// <summary>What the agent does.</summary>
    public void Call(string text) => output.WriteLine("   agent    " + text);

    /// <summary>What comes back.</summary>
    public void Gateway(string text) => output.WriteLine("   gateway  " + text.ReplaceLineEndings("\n            "));

    /// <summary>What a person sees or does.</summary>
    public void Person(string text) => output.WriteLine("   person   " + text.ReplaceLineEndings("\n            "));

    /// <summary>Plain text.</summary>
    public void Say(string text) => output.WriteLine(text);

    /// <summary>Holds what happened against what was told.</summary>
    public void Expect(bool holds, string expected)
    {
        if (!holds)
        {
            Surprises++;
            output.WriteLine("   NOT AS NARRATED: expected " + expected);
        }
    }
}
