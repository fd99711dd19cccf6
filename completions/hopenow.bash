#!/bin/bash

__hopenow_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__hopenow_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__hopenow_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__hopenow_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_hopenow() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __hopenow_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    contact|screen|session|refer|visit|activity|support|person|consent|list|show|search|agenda|report|edit|undo|delete|erase|merge|conflicts|same|share|team|init|unlock|lock|key|check|import|export|demo|help)
        # Offer subcommand argument completions
        "_hopenow_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'contact screen session refer visit activity support person consent list show search agenda report edit undo delete erase merge conflicts same share team init unlock lock key check import export demo help' -- "${cur}"))
        ;;
    esac
}

_hopenow_contact() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--person --help-given)
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --on --place --project --interpreter --by --with --follow-up-on --follow-up --followed-up --note --new-person --setting --met --spoken --channel --initiated-by --met-gender --spoken-gender)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--on')
        return
        ;;
    '--place')
        return
        ;;
    '--project')
        return
        ;;
    '--interpreter')
        return
        ;;
    '--by')
        return
        ;;
    '--with')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    '--new-person')
        return
        ;;
    '--setting')
        return
        ;;
    '--met')
        return
        ;;
    '--spoken')
        return
        ;;
    '--person')
        return
        ;;
    '--channel')
        return
        ;;
    '--initiated-by')
        return
        ;;
    '--met-gender')
        return
        ;;
    '--spoken-gender')
        return
        ;;
    '--help-given')
        return
        ;;
    esac
}

_hopenow_screen() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--forms --sexual-forms --sexual-setting --means --recruitment --indicator)
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --on --place --project --interpreter --by --with --follow-up-on --follow-up --followed-up --note --new-person --person --resume --table --indicators)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--on')
        return
        ;;
    '--place')
        return
        ;;
    '--project')
        return
        ;;
    '--interpreter')
        return
        ;;
    '--by')
        return
        ;;
    '--with')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    '--new-person')
        return
        ;;
    '--person')
        return
        ;;
    '--resume')
        return
        ;;
    '--forms')
        return
        ;;
    '--sexual-forms')
        return
        ;;
    '--sexual-setting')
        return
        ;;
    '--means')
        return
        ;;
    '--recruitment')
        return
        ;;
    '--table')
        __hopenow_add_completions -W 'ilo-2009-adult-labour-v1'$'\n''ilo-2009-adult-sexual-draft-v1'
        return
        ;;
    '--indicators')
        __hopenow_add_completions -f
        return
        ;;
    '--indicator')
        return
        ;;
    esac
}

_hopenow_session() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--person)
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --on --place --project --interpreter --by --with --follow-up-on --follow-up --followed-up --note --new-person --type --arrangement --channel)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--on')
        return
        ;;
    '--place')
        return
        ;;
    '--project')
        return
        ;;
    '--interpreter')
        return
        ;;
    '--by')
        return
        ;;
    '--with')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    '--new-person')
        return
        ;;
    '--person')
        return
        ;;
    '--type')
        return
        ;;
    '--arrangement')
        return
        ;;
    '--channel')
        return
        ;;
    esac
}

_hopenow_refer() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--include --barrier)
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --on --place --project --interpreter --by --with --follow-up-on --follow-up --followed-up --note --new-person --sheet --format --language --person --to --group --purpose --override --reason --accepted --rejected --done --withdrawn --withdrawn-because --outcome --decided-by --decided-on --reflection-from --extension-applied --extended-until)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--on')
        return
        ;;
    '--place')
        return
        ;;
    '--project')
        return
        ;;
    '--interpreter')
        return
        ;;
    '--by')
        return
        ;;
    '--with')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    '--new-person')
        return
        ;;
    '--sheet')
        return
        ;;
    '--include')
        __hopenow_add_completions -W 'name'$'\n''contact'$'\n''personal'$'\n''residence'$'\n''living'$'\n''risk'$'\n''screening'$'\n''history'
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''html'
        return
        ;;
    '--language')
        __hopenow_add_completions -W 'en'$'\n''da'
        return
        ;;
    '--person')
        return
        ;;
    '--to')
        return
        ;;
    '--group')
        return
        ;;
    '--purpose')
        return
        ;;
    '--override')
        return
        ;;
    '--reason')
        return
        ;;
    '--accepted')
        return
        ;;
    '--rejected')
        return
        ;;
    '--barrier')
        return
        ;;
    '--done')
        return
        ;;
    '--withdrawn')
        return
        ;;
    '--withdrawn-because')
        return
        ;;
    '--outcome')
        return
        ;;
    '--decided-by')
        return
        ;;
    '--decided-on')
        return
        ;;
    '--reflection-from')
        return
        ;;
    '--extension-applied')
        return
        ;;
    '--extended-until')
        return
        ;;
    esac
}

_hopenow_visit() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --on --place --project --interpreter --by --with --follow-up-on --follow-up --followed-up --note --new-person --person --type --role --to --next)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--on')
        return
        ;;
    '--place')
        return
        ;;
    '--project')
        return
        ;;
    '--interpreter')
        return
        ;;
    '--by')
        return
        ;;
    '--with')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    '--new-person')
        return
        ;;
    '--person')
        return
        ;;
    '--type')
        return
        ;;
    '--role')
        return
        ;;
    '--to')
        return
        ;;
    '--next')
        return
        ;;
    esac
}

_hopenow_activity() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--partner --person)
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --on --place --project --interpreter --by --with --follow-up-on --follow-up --followed-up --note --new-person --type --title --participants)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--on')
        return
        ;;
    '--place')
        return
        ;;
    '--project')
        return
        ;;
    '--interpreter')
        return
        ;;
    '--by')
        return
        ;;
    '--with')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    '--new-person')
        return
        ;;
    '--type')
        return
        ;;
    '--title')
        return
        ;;
    '--participants')
        return
        ;;
    '--partner')
        return
        ;;
    '--person')
        return
        ;;
    esac
}

_hopenow_support() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --on --place --project --interpreter --by --with --follow-up-on --follow-up --followed-up --note --new-person --person --type --item --amount --currency --country)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--on')
        return
        ;;
    '--place')
        return
        ;;
    '--project')
        return
        ;;
    '--interpreter')
        return
        ;;
    '--by')
        return
        ;;
    '--with')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    '--new-person')
        return
        ;;
    '--person')
        return
        ;;
    '--type')
        return
        ;;
    '--item')
        return
        ;;
    '--amount')
        return
        ;;
    '--currency')
        return
        ;;
    '--country')
        return
        ;;
    esac
}

_hopenow_person() {
    repeating_flags=()
    non_repeating_flags=(--same-alias --version -h --help)
    repeating_options=(--citizenship --languages)
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --alias --gender --birth-year --age-band --interpreter-wanted --residence --living --dependants --pregnant --contact-safety --safe-contact --phone --restrictions --own-risk --legal-name --responsible --case-status --closure --met-at --follow-up-on --follow-up --followed-up --note)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--alias')
        return
        ;;
    '--gender')
        return
        ;;
    '--citizenship')
        return
        ;;
    '--birth-year')
        return
        ;;
    '--age-band')
        return
        ;;
    '--languages')
        return
        ;;
    '--interpreter-wanted')
        return
        ;;
    '--residence')
        return
        ;;
    '--living')
        return
        ;;
    '--dependants')
        return
        ;;
    '--pregnant')
        return
        ;;
    '--contact-safety')
        return
        ;;
    '--safe-contact')
        return
        ;;
    '--phone')
        return
        ;;
    '--restrictions')
        return
        ;;
    '--own-risk')
        return
        ;;
    '--legal-name')
        return
        ;;
    '--responsible')
        return
        ;;
    '--case-status')
        return
        ;;
    '--closure')
        return
        ;;
    '--met-at')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    esac
}

_hopenow_consent() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--covers --informed)
    non_repeating_options=(--journal --passphrase-fd --key-file --fields --on --place --project --interpreter --by --with --follow-up-on --follow-up --followed-up --note --new-person --person --purpose --to --answer --how --until)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--on')
        return
        ;;
    '--place')
        return
        ;;
    '--project')
        return
        ;;
    '--interpreter')
        return
        ;;
    '--by')
        return
        ;;
    '--with')
        return
        ;;
    '--follow-up-on')
        return
        ;;
    '--follow-up')
        return
        ;;
    '--followed-up')
        return
        ;;
    '--note')
        return
        ;;
    '--new-person')
        return
        ;;
    '--person')
        return
        ;;
    '--purpose')
        return
        ;;
    '--to')
        return
        ;;
    '--answer')
        return
        ;;
    '--how')
        return
        ;;
    '--covers')
        return
        ;;
    '--informed')
        return
        ;;
    '--until')
        return
        ;;
    esac
}

_hopenow_list() {
    repeating_flags=()
    non_repeating_flags=(--mine --version -h --help)
    repeating_options=(--kind)
    non_repeating_options=(--journal --passphrase-fd --key-file --person --since --until --period --place --worker --limit --columns --format)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--kind')
        __hopenow_add_completions -W 'contact'$'\n''person'$'\n''screen'$'\n''session'$'\n''refer'$'\n''visit'$'\n''activity'$'\n''support'$'\n''consent'$'\n''list-entry'$'\n''settings'$'\n''member'$'\n''same'$'\n''erase'
        return
        ;;
    '--person')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--period')
        return
        ;;
    '--place')
        return
        ;;
    '--worker')
        return
        ;;
    '--limit')
        return
        ;;
    '--columns')
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'$'\n''csv'
        return
        ;;
    esac
}

_hopenow_show() {
    repeating_flags=()
    non_repeating_flags=(--history --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --limit --indicators --format)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--limit')
        return
        ;;
    '--indicators')
        __hopenow_add_completions -f
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_hopenow_search() {
    repeating_flags=()
    non_repeating_flags=(--mine -w --whole-words --version -h --help)
    repeating_options=(--kind)
    non_repeating_options=(--journal --passphrase-fd --key-file --person --since --until --period --place --worker --limit --format)
    __hopenow_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--kind')
        __hopenow_add_completions -W 'contact'$'\n''person'$'\n''screen'$'\n''session'$'\n''refer'$'\n''visit'$'\n''activity'$'\n''support'$'\n''consent'$'\n''list-entry'$'\n''settings'$'\n''member'$'\n''same'$'\n''erase'
        return
        ;;
    '--person')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--period')
        return
        ;;
    '--place')
        return
        ;;
    '--worker')
        return
        ;;
    '--limit')
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_hopenow_agenda() {
    repeating_flags=()
    non_repeating_flags=(--mine --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --until --person --limit --format)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--until')
        return
        ;;
    '--person')
        return
        ;;
    '--limit')
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'$'\n''csv'
        return
        ;;
    esac
}

_hopenow_report() {
    repeating_flags=()
    non_repeating_flags=(--internal --about --list --version -h --help)
    repeating_options=(--where)
    non_repeating_options=(--journal --passphrase-fd --key-file --period --by --as-of --format --language)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--period')
        return
        ;;
    '--by')
        __hopenow_add_completions -W 'kind'$'\n''month'$'\n''place'$'\n''project'$'\n''interpreter'$'\n''setting'$'\n''contact-channel'$'\n''contact-initiated-by'$'\n''contact-help-given'$'\n''screen-forms'$'\n''screen-sexual-forms'$'\n''screen-sexual-setting'$'\n''screen-means'$'\n''screen-recruitment'$'\n''screen-table'$'\n''session-type'$'\n''session-arrangement'$'\n''session-channel'$'\n''refer-purpose'$'\n''refer-to'$'\n''refer-group'$'\n''refer-basis'$'\n''refer-barrier'$'\n''refer-outcome'$'\n''refer-decided-by'$'\n''visit-type'$'\n''visit-role'$'\n''visit-to'$'\n''activity-type'$'\n''activity-partner'$'\n''support-type'$'\n''support-currency'$'\n''support-country'$'\n''gender'$'\n''citizenship'$'\n''languages'$'\n''interpreter-wanted'$'\n''residence'$'\n''living'$'\n''pregnant'$'\n''contact-safety'$'\n''case-status'$'\n''age'$'\n''stage'$'\n''arrival'$'\n''forms'$'\n''sexual-forms'$'\n''sexual-setting'$'\n''means'$'\n''recruitment'$'\n''table'$'\n''state'$'\n''answer'$'\n''purpose'$'\n''to'$'\n''group'$'\n''basis'$'\n''barrier'$'\n''outcome'$'\n''decided-by'$'\n''type'$'\n''role'$'\n''last-contact'$'\n''partner'$'\n''currency'$'\n''country'
        return
        ;;
    '--where')
        return
        ;;
    '--as-of')
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''csv'$'\n''json'$'\n''markdown'$'\n''html'
        return
        ;;
    '--language')
        __hopenow_add_completions -W 'en'$'\n''da'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __hopenow_add_completions -W 'monthly'$'\n''persons'$'\n''screening'$'\n''referrals'$'\n''visits'$'\n''caseload'$'\n''activities'$'\n''support'
        return
        ;;
    esac
}

_hopenow_edit() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--clear)
    non_repeating_options=(--journal --passphrase-fd --key-file --fields)
    __hopenow_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--fields')
        return
        ;;
    '--clear')
        return
        ;;
    esac
}

_hopenow_undo() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_delete() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_erase() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --reason --certificate)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--reason')
        __hopenow_add_completions -W 'own-request'$'\n''kept-too-long'$'\n''recorded-by-mistake'$'\n''unlawful'$'\n''legal-order'$'\n''safety'$'\n''other'
        return
        ;;
    '--certificate')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_merge() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --trust-new --yes --erase-many --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --format)
    __hopenow_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_conflicts() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--take)
    non_repeating_options=(--journal --passphrase-fd --key-file --resolve --fields --format)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--resolve')
        return
        ;;
    '--take')
        return
        ;;
    '--fields')
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_hopenow_same() {
    repeating_flags=()
    non_repeating_flags=(--not --forget --resolve --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --limit --format)
    __hopenow_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--limit')
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_hopenow_share() {
    repeating_flags=()
    non_repeating_flags=(--all --statistics --version -h --help)
    repeating_options=(--person)
    non_repeating_options=(--journal --passphrase-fd --key-file --folder --since --new-journal --new-key-file --new-passphrase-fd)
    __hopenow_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--folder')
        __hopenow_add_completions -d
        return
        ;;
    '--person')
        return
        ;;
    '--since')
        return
        ;;
    '--new-journal')
        __hopenow_add_completions -f
        return
        ;;
    '--new-key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--new-passphrase-fd')
        return
        ;;
    esac
}

_hopenow_team() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __hopenow_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    create|card|join|add|remove|list)
        # Offer subcommand argument completions
        "_hopenow_team_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'create card join add remove list' -- "${cur}"))
        ;;
    esac
}

_hopenow_team_create() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_team_card() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_team_join() {
    repeating_flags=()
    non_repeating_flags=(--erase-many --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_team_add() {
    repeating_flags=()
    non_repeating_flags=(--supervisor --erase-many --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --name)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--name')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_team_remove() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_team_list() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --format)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_hopenow_init() {
    repeating_flags=()
    non_repeating_flags=(--statistics --small-machine --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --worker --team)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--worker')
        return
        ;;
    '--team')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_unlock() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --for)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--for')
        return
        ;;
    esac
}

_hopenow_lock() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--journal)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_key() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __hopenow_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|list|remove|recovery|rotate)
        # Offer subcommand argument completions
        "_hopenow_key_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add list remove recovery rotate' -- "${cur}"))
        ;;
    esac
}

_hopenow_key_add() {
    repeating_flags=()
    non_repeating_flags=(--new-passphrase --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --new-key-file --new-passphrase-fd --reader)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--new-key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--new-passphrase-fd')
        return
        ;;
    '--reader')
        return
        ;;
    esac
}

_hopenow_key_list() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_key_remove() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_key_recovery() {
    repeating_flags=()
    non_repeating_flags=(--print --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_key_rotate() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=(--keep-key-file)
    non_repeating_options=(--journal --passphrase-fd --key-file)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--keep-key-file')
        __hopenow_add_completions -f
        return
        ;;
    esac
}

_hopenow_check() {
    repeating_flags=()
    non_repeating_flags=(--rebuild --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --salvage)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--salvage')
        return
        ;;
    esac
}

_hopenow_import() {
    repeating_flags=()
    non_repeating_flags=(--new-persons --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --kind --mapping --id --register --format)
    __hopenow_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--kind')
        return
        ;;
    '--mapping')
        __hopenow_add_completions -f
        return
        ;;
    '--id')
        return
        ;;
    '--register')
        return
        ;;
    '--format')
        __hopenow_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __hopenow_add_completions -o plusdirs -fX '!*.@(csv)'
        return
        ;;
    esac
}

_hopenow_export() {
    repeating_flags=()
    non_repeating_flags=(--history --version -h --help)
    repeating_options=()
    non_repeating_options=(--journal --passphrase-fd --key-file --person --output --folder)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--journal')
        __hopenow_add_completions -o plusdirs -fX '!*.@(hopenow)'
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--key-file')
        __hopenow_add_completions -f
        return
        ;;
    '--person')
        return
        ;;
    '--output')
        return
        ;;
    '--folder')
        return
        ;;
    esac
}

_hopenow_demo() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--workers --months --seed --folder)
    __hopenow_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--workers')
        return
        ;;
    '--months')
        return
        ;;
    '--seed')
        return
        ;;
    '--folder')
        return
        ;;
    esac
}

_hopenow_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __hopenow_offer_flags_options -1
}

complete -o filenames -F _hopenow hopenow
