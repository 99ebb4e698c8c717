namespace PolicyOs.Json.Schema.Translation;

/// <summary>Reads the Pattern grammar of ECMA-262, 22.2.1, with the u flag; also I-Regexp (RFC 9485), which is a part of it.</summary>
internal sealed class PatternParser
{
    private const int MaxDepth = 200;

    private readonly PatternReader _reader;
    private readonly PatternSyntax _syntax;
    private readonly PatternAtoms _atoms;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<(string Name, int Index)> _pendingNames = [];
    private readonly List<PatternNode.Back> _backs = [];
    private bool _ignoreCase;
    private string? _look;
    private int _captures;
    private int _highestBack;
    private int _depth;

    private PatternParser(string text, PatternSyntax syntax)
    {
        _reader = new PatternReader(text);
        _syntax = syntax;
        _ignoreCase = syntax == PatternSyntax.Ecma && _reader.Take("(?i)");
        _atoms = new PatternAtoms(_reader, IsIRegexp, _ignoreCase);
    }

    private bool IsIRegexp => _syntax is PatternSyntax.IRegexp or PatternSyntax.IRegexpWhole;

    /// <summary>Reads a whole pattern.</summary>
    /// <exception cref="PatternSyntaxException">It is not one.</exception>
    public static ParsedPattern Parse(string text, PatternSyntax syntax)
    {
        var parser = new PatternParser(text, syntax);
        PatternNode root = parser.Disjunction();
        if (!parser._reader.AtEnd)
        {
            throw parser._reader.Error("a `)` has no `(`");
        }

        if (parser._highestBack > parser._captures)
        {
            throw parser._reader.Error($"`\\{parser._highestBack}` refers to a group that does not exist");
        }

        root = parser.ResolveNames(root);
        return new ParsedPattern(
            syntax == PatternSyntax.IRegexpWhole ? new PatternNode.Sequence([new PatternNode.Start(), root, new PatternNode.End()]) : root,
            parser._ignoreCase,
            parser._look,
            parser._backs.Count > 0);
    }

    private PatternNode Disjunction()
    {
        if (++_depth > MaxDepth)
        {
            throw _reader.Error($"groups are nested more than {MaxDepth} deep");
        }

        var branches = new List<PatternNode> { Alternative() };
        while (_reader.Take('|'))
        {
            branches.Add(Alternative());
        }

        _depth--;
        return branches.Count == 1 ? branches[0] : new PatternNode.Choice(branches);
    }

    private PatternNode Alternative()
    {
        var items = new List<PatternNode>();
        while (!_reader.AtEnd && _reader.Peek is not ('|' or ')'))
        {
            items.Add(Term());
        }

        return items.Count == 1 ? items[0] : new PatternNode.Sequence(items);
    }

    private PatternNode Term()
    {
        if (_reader.Take('^'))
        {
            return new PatternNode.Start();
        }

        if (_reader.Take('$'))
        {
            return new PatternNode.End();
        }

        if (!IsIRegexp && Assertion() is { } assertion)
        {
            return assertion;
        }

        return Quantified(Atom());
    }

    private PatternNode? Assertion()
    {
        if (_reader.Take("\\b"))
        {
            return new PatternNode.Boundary(Negated: false);
        }

        if (_reader.Take("\\B"))
        {
            return new PatternNode.Boundary(Negated: true);
        }

        (bool Ahead, bool Negated)? kind = _reader switch
        {
            _ when _reader.Take("(?=") => (true, false),
            _ when _reader.Take("(?!") => (true, true),
            _ when _reader.Take("(?<=") => (false, false),
            _ when _reader.Take("(?<!") => (false, true),
            _ => null,
        };
        if (kind is not { } look)
        {
            return null;
        }

        _look ??= look.Ahead ? "lookahead" : "lookbehind";
        return new PatternNode.Look(look.Ahead, look.Negated, Close(Disjunction()));
    }

    private PatternNode Atom()
    {
        if (_reader.Take('('))
        {
            return Group();
        }

        if (!IsIRegexp && _reader.LookingAt("\\k"))
        {
            return NamedBack();
        }

        if (!IsIRegexp && _reader.Peek == '\\')
        {
            int start = _reader.Position;
            _reader.Next();
            if (_reader.Peek is >= '1' and <= '9' && _reader.Digits() is { } number)
            {
                _highestBack = Math.Max(_highestBack, number);
                return Back(number);
            }

            _reader.Back(start);
        }

        return new PatternNode.Set(_atoms.Atom());
    }

    private PatternNode Group()
    {
        if (IsIRegexp || _reader.Take("?:"))
        {
            return Close(Disjunction());
        }

        int number = ++_captures;
        if (_reader.Take("?<"))
        {
            string name = _reader.Until('>');
            if (!IsGroupName(name) || !_names.TryAdd(name, number))
            {
                throw _reader.Error($"`{name}` cannot name a group, or names two");
            }
        }
        else if (_reader.Peek == '?')
        {
            throw _reader.Error("`(?` must go on with `:`, `=`, `!`, `<=`, `<!` or `<name>`");
        }

        return new PatternNode.Capture(number, Close(Disjunction()));
    }

    private PatternNode Close(PatternNode inner) => _reader.Take(')') ? inner : throw _reader.Error("a `(` is not closed");

    private PatternNode.Back NamedBack()
    {
        _reader.Take("\\k");
        if (!_reader.Take('<'))
        {
            throw _reader.Error("`\\k` must be followed by `<name>`");
        }

        // The group may come later; negative numbers are names not looked up yet.
        _pendingNames.Add((_reader.Until('>'), _pendingNames.Count + 1));
        return Back(-_pendingNames.Count);
    }

    private PatternNode.Back Back(int number)
    {
        _look ??= "back reference";
        var back = new PatternNode.Back(number);
        _backs.Add(back);
        return back;
    }

    private PatternNode ResolveNames(PatternNode root)
    {
        int[] numbers = [.. _pendingNames.Select(pending => _names.TryGetValue(pending.Name, out int number)
            ? number
            : throw _reader.Error($"`\\k<{pending.Name}>` names no group"))];
        return numbers.Length == 0 ? root : Resolve(root);

        PatternNode Resolve(PatternNode node) => node switch
        {
            PatternNode.Back { Number: < 0 } back => new PatternNode.Back(numbers[-back.Number - 1]),
            PatternNode.Sequence sequence => new PatternNode.Sequence([.. sequence.Items.Select(Resolve)]),
            PatternNode.Choice choice => new PatternNode.Choice([.. choice.Items.Select(Resolve)]),
            PatternNode.Repeat repeat => repeat with { Item = Resolve(repeat.Item) },
            PatternNode.Capture capture => capture with { Item = Resolve(capture.Item) },
            PatternNode.Look look => look with { Item = Resolve(look.Item) },
            _ => node,
        };
    }

    private PatternNode Quantified(PatternNode atom)
    {
        (int Min, int? Max)? count = _reader.Peek switch
        {
            '*' when _reader.Take('*') => (0, null),
            '+' when _reader.Take('+') => (1, null),
            '?' when _reader.Take('?') => (0, 1),
            '{' when _reader.Take('{') => Counts(),
            _ => null,
        };
        if (count is not { } range)
        {
            return atom;
        }

        return new PatternNode.Repeat(atom, range.Min, range.Max, Lazy: !IsIRegexp && _reader.Take('?'));
    }

    private (int Min, int? Max) Counts()
    {
        int min = _reader.Digits() ?? throw _reader.Error("`{` must be followed by a count");
        int? max = _reader.Take(',') ? _reader.Digits() : min;
        if (!_reader.Take('}'))
        {
            throw _reader.Error("a `{` is not closed");
        }

        return max < min ? throw _reader.Error("the counts in `{}` are out of order") : (min, max);
    }

    private static bool IsGroupName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '$' || letter > 0x7F);
}
