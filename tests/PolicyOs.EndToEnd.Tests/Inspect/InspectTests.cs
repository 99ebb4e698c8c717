using System.Text.RegularExpressions;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Mcp.Inspect;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Inspect;

/// <summary><c>policyos inspect</c>: the reviewer's page of every bundle as text, Markdown and HTML, and what a hostile contract can do with it.</summary>
public sealed partial class InspectTests
{
    private static readonly string[] s_formats = ["text", "md", "html"];

    private static readonly string[] s_questions =
        ["What may it access?", "What may it do?", "When must it ask?", "What result is it for?", "What evidence proves it?"];

    private static readonly HashSet<string> s_elements = new(StringComparer.Ordinal)
    {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li", "table", "tr", "th", "td", "section", "dl", "dt", "dd",
        "svg", "defs", "marker", "path", "rect", "text",
    };

    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (string bundle in Directory.GetDirectories(RepositoryRoot.At("bundles")).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal))
            {
                foreach (string format in s_formats)
                {
                    pages.Add(bundle, format);
                }
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_OfABundle_IsTheOneThatWasReviewed(string bundle, string format)
    {
        CompiledBundle compiled = BundleLoader.Load(RepositoryRoot.At("bundles", bundle)).Bundle!;
        string page = Render(compiled, format);

        Assert.All(s_questions, question => Assert.Contains(question, page, StringComparison.Ordinal));
        Assert.Equal(
            compiled.Tools.Where(static tool => tool.IsAllowed).Select(static tool => tool.Name),
            compiled.Tools.Where(tool => tool.IsAllowed && page.Contains(Card(tool.Name, format), StringComparison.Ordinal)).Select(static tool => tool.Name));
        bool hasPhases = !compiled.Session.Phases.IsEmpty;
        Assert.Equal(hasPhases && format == "md", page.Contains("stateDiagram-v2", StringComparison.Ordinal));
        Assert.Equal(hasPhases && format == "html", page.Contains("<svg", StringComparison.Ordinal));

        // The digest changes with every word of the bundle.
        Golden.Match(
            RepositoryRoot.At("tests", "PolicyOs.EndToEnd.Tests", "Inspect", "pages", $"{bundle}.{(format == "text" ? "txt" : format)}"),
            page.Replace(compiled.Digest, "<digest>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("md")]
    [InlineData("html")]
    public async Task Inspect_TheCommand_PrintsThePage(string format)
    {
        string bundle = RepositoryRoot.At("bundles", "payment-dispute");
        Command ran = await Command.RunAsync("inspect", bundle, "--format", format);

        Assert.Equal((0, Render(BundleLoader.Load(bundle).Bundle!, format)), (ran.Exit, ran.Output));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("md")]
    [InlineData("html")]
    public void Page_OfAHostileContract_ShowsWhatItSaysAndDoesNothing(string format)
    {
        const string hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> `a` | b ](javascript:x) &lt; \"'>\n# not a heading \u001b[2J \u202e \u200b";
        CompiledBundle bundle = BundleLoader.Load(RepositoryRoot.At("bundles", "trading-desk")).Bundle!;
        bundle = bundle with
        {
            Workflow = hostile,
            Tools = [.. bundle.Tools.Select(static tool => tool.Contract is null ? tool : tool with { Contract = tool.Contract with { Card = tool.Contract.Card with { Description = hostile } } })],
            Session = bundle.Session with { Phases = [.. bundle.Session.Phases.Select(static phase => phase with { Name = hostile + phase.Name })] },
        };
        string page = Render(bundle, format);

        Assert.DoesNotContain('\u001b', page);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\u200b', page);
        Assert.Contains("alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# not a heading", page, StringComparison.Ordinal);
        switch (format)
        {
            case "html":
                Assert.All(Tag().Matches(page), tag => Assert.Contains(tag.Groups[1].Value, s_elements));
                Assert.DoesNotMatch(Handler(), page);
                Assert.Equal(Tag().Count(Render(BundleLoader.Load(RepositoryRoot.At("bundles", "trading-desk")).Bundle!, format)) + AddedDescriptions(bundle), Tag().Count(page));
                break;
            case "md":
                Assert.DoesNotMatch(BareTag(), page);
                Assert.All(Label().Matches(page), label => Assert.DoesNotContain('"', label.Groups[1].Value));
                Assert.Equal(bundle.Session.Phases.Length, Label().Count(page));
                break;
        }
    }

    // A tool without a description has no line for it: two tags, and their ends.
    private static int AddedDescriptions(CompiledBundle hostile) =>
        4 * BundleLoader.Load(hostile.Directory).Bundle!.Tools.Count(static tool => tool is { IsAllowed: true, Contract.Card.Description: null, Description: null });

    private static string Card(string tool, string format) => format switch
    {
        "html" => $"<section class=\"card\"><h3>{tool}</h3>",
        "md" => $"### {tool.Replace("_", "\\_", StringComparison.Ordinal)}\n",
        _ => $"\n{tool}\n",
    };

    private static string Render(CompiledBundle bundle, string format) => format switch
    {
        "html" => HtmlPage.Render(BundlePage.Of(bundle)),
        "md" => MarkdownPage.Render(BundlePage.Of(bundle)),
        _ => TextPage.Render(BundlePage.Of(bundle)),
    };

    [GeneratedRegex("</?([a-zA-Z][a-zA-Z0-9]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("<[^>]* on[a-z]+=", RegexOptions.NonBacktracking)]
    private static partial Regex Handler();

    [GeneratedRegex(@"(^|[^\\])<[a-zA-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex BareTag();

    [GeneratedRegex("^  state \"([^\n]*)\" as p[0-9]+$", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Label();
}
