namespace Orchestrator.Cel.Tests.Functions;

/// <summary>What Kubernetes adds to the language, from its documentation: each expression is true.</summary>
public sealed class ExtensionTests
{
    [Theory]
    [InlineData("'hello'.charAt(4) == 'o' && 'hello'.charAt(5) == '' && 'hello mellow'.indexOf('ello') == 1 && 'hello mellow'.indexOf('jello') == -1")]
    [InlineData("'hello mellow'.indexOf('', 2) == 2 && 'hello mellow'.indexOf('ello', 2) == 7 && 'hello mellow'.lastIndexOf('ello') == 7 && 'hello mellow'.lastIndexOf('ello', 6) == 1")]
    [InlineData("['hello', 'mellow'].join() == 'hellomellow' && ['hello', 'mellow'].join(' ') == 'hello mellow' && [].join('/') == ''")]
    [InlineData("'TacoCÆt Xii'.lowerAscii() == 'tacocÆt xii' && 'tacoCat'.upperAscii() == 'TACOCAT'")]
    [InlineData("'hello hello'.replace('he', 'we') == 'wello wello' && 'hello hello'.replace('he', 'we', 1) == 'wello hello' && 'ab'.replace('', '_') == '_a_b_' && 'ab'.replace('', '_', 1) == '_ab'")]
    [InlineData("'hello hello hello'.split(' ') == ['hello', 'hello', 'hello'] && 'hello hello hello'.split(' ', 0) == [] && 'hello hello hello'.split(' ', 2) == ['hello', 'hello hello'] && 'abc'.split('') == ['a', 'b', 'c']")]
    [InlineData("'tacocat'.substring(4) == 'cat' && 'tacocat'.substring(0, 4) == 'taco' && '  \\ttrim\\n '.trim() == 'trim' && 'ta©o🐱'.substring(2, 5) == '©o🐱'")]
    [InlineData("'%s is %d of %.2f, %x and %X, %b, %o, %e%%'.format(['a', 5, 1.5, 255, 'hi', 5, 8, 1234.5]) == 'a is 5 of 1.50, ff and 6869, 101, 10, 1.234500e+03%'")]
    [InlineData("'%s'.format([[1, 2]]) == '[1, 2]' && '%s'.format([true]) == 'true' && '%s %s'.format(['a', duration('1s')]) == 'a 1s'")]
    [InlineData("strings.quote('a \"b\"\\n') == '\"a \\\\\"b\\\\\"\\\\n\"'")]
    [InlineData("[1, 3].isSorted() && !['b', 'a'].isSorted() && [1, 2].sum() == 3 && [1.5].sum() == 1.5 && [3, 1, 2].min() == 1 && [3, 1, 2].max() == 3 && [duration('1s'), duration('2s')].sum() == duration('3s')")]
    [InlineData("[1, 2, 2].indexOf(2) == 1 && ['a', 'b', 'b'].lastIndexOf('b') == 2 && [1].indexOf(5) == -1")]
    [InlineData("sets.contains([1, 2, 3], [2]) && sets.contains([1], []) && !sets.contains([], [1]) && sets.equivalent([1, 1], [1]) && sets.intersects([1, 2], [2, 3]) && !sets.intersects([1], [2])")]
    [InlineData("'abc 123'.find('[0-9]+') == '123' && 'abc'.find('[0-9]+') == '' && '1 2 3'.findAll('[0-9]') == ['1', '2', '3'] && '1 2 3'.findAll('[0-9]', 2) == ['1', '2']")]
    [InlineData("isSemver('1.0.0') && !isSemver('v1.0') && isSemver('v1.0', true) && semver('v01.01', true) == semver('1.1.0') && !isSemver('01.0.0')")]
    [InlineData("semver('1.2.3').isLessThan(semver('1.10.0')) && semver('1.2.3').compareTo(semver('1.2.3')) == 0 && semver('1.0.0-alpha').isLessThan(semver('1.0.0')) && semver('1.0.0-alpha.1').isGreaterThan(semver('1.0.0-alpha'))")]
    [InlineData("semver('1.2.3').major() == 1 && semver('1.2.3').minor() == 2 && semver('1.2.3').patch() == 3 && semver('1.0.0-2').isLessThan(semver('1.0.0-10'))")]
    [InlineData("url('https://user@example.com:80/path%20x?a=1&a=b+c&d').getHost() == 'example.com:80' && url('https://example.com/').getScheme() == 'https' && url('https://[::1]:80/').getHostname() == '::1'")]
    [InlineData("url('https://example.com:80/path%20x?a=1&a=b+c&d').getQuery() == {'a': ['1', 'b c'], 'd': ['']} && url('/a/b').getEscapedPath() == '/a/b' && url('https://example.com:80').getPort() == '80'")]
    [InlineData("isURL('https://example.com/') && isURL('/absolute/path') && !isURL('../relative') && !isURL('https://a:b/') && !isURL('mailto:x') && !isURL('')")]
    [InlineData("ip('192.168.0.1').family() == 4 && ip('2001:db8::1').family() == 6 && string(ip('2001:DB8::1')) == '2001:db8::1' && ip('10.0.0.1') == ip('10.0.0.1')")]
    [InlineData("isIP('127.0.0.1') && !isIP('127.0.0.256') && !isIP('127.0.0.01') && !isIP('fe80::1%eth0') && !isIP('::ffff:1.2.3.4') && !isIP('1') && !isIP('')")]
    [InlineData("ip('127.0.0.1').isLoopback() && ip('::').isUnspecified() && ip('169.254.1.1').isLinkLocalUnicast() && ip('ff02::1').isLinkLocalMulticast() && ip('8.8.8.8').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast()")]
    [InlineData("ip.isCanonical('2001:db8::abcd') && !ip.isCanonical('2001:DB8::ABCD')")]
    [InlineData("cidr('192.168.0.0/24').containsIP('192.168.0.255') && !cidr('192.168.0.0/24').containsIP(ip('192.168.1.0')) && cidr('192.168.0.0/16').containsCIDR('192.168.10.0/24') && !cidr('10.0.0.0/9').containsCIDR(cidr('10.0.0.0/8'))")]
    [InlineData("cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24') && cidr('::1/128').prefixLength() == 128 && cidr('192.168.1.5/24').ip() == ip('192.168.1.5') && string(cidr('10.0.0.0/8')) == '10.0.0.0/8'")]
    [InlineData("isCIDR('::/0') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0') && !isCIDR('10.0.0.0/08')")]
    public void It_is_true(string expression) => Cel.Evaluate(expression).ToString().ShouldBe("true", expression);
}
